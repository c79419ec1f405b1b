import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { Config } from './env.ts';
import { mac } from './mac.ts';

// Who writes the part behind a plus otherwise gets the same letter; where the dots are, Gmail does not look at.
const ignoringTags = new Set(
  'gmail.com googlemail.com outlook.com hotmail.com live.com icloud.com me.com fastmail.com proton.me protonmail.com'.split(
    ' ',
  ),
);
const ignoringDots = new Set(['gmail.com', 'googlemail.com']);

/** An address as its provider reads it. */
function toMailbox(email: string): string {
  const [, local, domain] = /^(.*)@(.*)$/.exec(email.normalize('NFKC').toLowerCase()) as unknown as [
    string,
    string,
    string,
  ];
  const untagged = ignoringTags.has(domain) ? local.replace(/(?<=.)\+.*$/, '') : local;
  const name = ignoringDots.has(domain) ? untagged.replaceAll('.', '') : untagged;
  return `${name}@${domain === 'googlemail.com' ? 'gmail.com' : domain}`;
}

/** A phone number in E.164, read as one of the United States where it has no country code; null where it is none. */
export function toE164(phone: string): string | null {
  const number = parsePhoneNumberFromString(phone, 'US');
  return number?.isPossible() === true ? number.number : null;
}

/**
 * By what a person is found again without anyone reading who it is: keyed digests of the address and of the phone
 * number in E.164, each null where there is none.
 */
export async function digestContacts(
  { CONTACT_SECRET }: Pick<Config, 'CONTACT_SECRET'>,
  { email, phone }: { email?: string | undefined; phone?: string | undefined },
): Promise<{ email: string | null; phone: string | null }> {
  const [emailDigest, phoneDigest] = await Promise.all([
    email === undefined ? null : mac(CONTACT_SECRET, 'email', toMailbox(email)),
    phone === undefined ? null : mac(CONTACT_SECRET, 'phone', phone),
  ]);
  return { email: emailDigest, phone: phoneDigest };
}
