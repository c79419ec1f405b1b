import { stringify } from 'csv-stringify/browser/esm/sync';
import type { Person } from './unseal.ts';

/** For what a table is. */
export type Target = 'plain' | 'action-network' | 'van';

type Row = Record<string, string>;

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.join(' ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Whether the person took a channel back, or all of them. */
export function tookBack({ takenBack }: Person, channel: 'sms' | 'email' | 'phone'): boolean {
  return takenBack.includes('*') || takenBack.includes(channel);
}

const columns =
  'id type receivedAt chapter pledge givenName familyName email phone zip relation workplace language callTime noVoicemail locale page smsConsent smsConsentAt smsRevokedAt takenBack revocations partner standing referrer utm'.split(
    ' ',
  );

function toPlain(person: Person): Row {
  return Object.fromEntries(columns.map((name) => [name, textOf(person[name])]));
}

/** The address, unless the person does not want to be written to. */
function emailOf(person: Person): string {
  return tookBack(person, 'email') ? '' : textOf(person['email']);
}

/**
 * The names that Action Network's own reports give these; it matches columns of the same name by itself, and asks about
 * others. A number is there for text messages: without that consent it stays away.
 */
function toActionNetwork(person: Person): Row {
  const wantsTexts = person.smsConsent !== null && !tookBack(person, 'sms') && !tookBack(person, 'phone');
  return {
    email: emailOf(person),
    first_name: textOf(person['givenName']),
    last_name: textOf(person['familyName']),
    zip_code: textOf(person['zip']),
    can2_phone: wantsTexts ? textOf(person['phone']) : '',
    language: textOf(person['locale']),
    chapter: person.chapter,
  };
}

/** VAN asks at each bulk upload what every column is: these are its fields' names. Numbers of the States as ten digits. */
function toVan(person: Person): Row {
  const phone = tookBack(person, 'phone') ? '' : textOf(person['phone']);
  return {
    'First Name': textOf(person['givenName']),
    'Last Name': textOf(person['familyName']),
    Email: emailOf(person),
    'Cell Phone': phone.replace(/^\+1(?=\d{10}$)/, ''),
    'Text Opt In': person.smsConsent !== null && !tookBack(person, 'sms') && phone !== '' ? 'Yes' : 'No',
    'Zip Code': textOf(person['zip']),
    'Preferred Language': textOf(person['locale']),
    Chapter: person.chapter,
  };
}

const reachable: Record<Exclude<Target, 'plain'>, readonly string[]> = {
  'action-network': ['email', 'can2_phone'],
  van: ['Email', 'Cell Phone'],
};

/** The rows of a table. Whom one may no longer reach is in none that is made for reaching people. */
export function rowsFor(target: Target, people: readonly Person[]): Row[] {
  if (target === 'plain') return people.map(toPlain);
  const rows = people.map(target === 'van' ? toVan : toActionNetwork);
  return rows.filter((row) => reachable[target].some((name) => row[name] !== ''));
}

/** The rows as CSV, for a spreadsheet as for an import. */
export function toCsv(rows: readonly Row[]): string {
  return stringify([...rows], {
    header: true,
    bom: true,
    // A spreadsheet runs what begins like a formula. A phone number in E.164 is a number, and does nothing.
    escape_formulas: true,
    cast: {
      string: (value) => (/^\+\d{6,15}$/.test(value) ? { value, escape_formulas: false } : value),
    },
  });
}
