import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { stringify } from 'csv-stringify';
import { and, asc, eq, gt, or } from 'drizzle-orm';
import type { GeneralJWE } from 'jose';
import { consentEvents, submissions } from '../../schema/tables/intake.ts';
import { openDatabase, type Database } from '../db.ts';
import { runCommand, UserError } from './command.ts';
import { open, readKey } from './key.ts';
import { useServer } from './libsql.ts';
import { readSettings } from './settings.ts';

const columns =
  'id type receivedAt chapter pledge givenName familyName email phone zip relation workplace language callTime noVoicemail locale page smsConsent smsConsentAt'.split(
    ' ',
  );

const rowsPerQuery = 500;

async function* readSubmissions(db: Database) {
  let after = { receivedAt: '', id: '' };
  for (;;) {
    const rows = await db.query
      .select({
        id: submissions.id,
        receivedAt: submissions.receivedAt,
        pledge: submissions.pledge,
        sealed: submissions.sealed,
        smsConsent: consentEvents.disclosure,
        smsConsentAt: consentEvents.at,
      })
      .from(submissions)
      .leftJoin(
        consentEvents,
        and(
          eq(consentEvents.submission, submissions.id),
          eq(consentEvents.channel, 'sms'),
          eq(consentEvents.event, 'given'),
        ),
      )
      .where(
        or(
          gt(submissions.receivedAt, after.receivedAt),
          and(eq(submissions.receivedAt, after.receivedAt), gt(submissions.id, after.id)),
        ),
      )
      .orderBy(asc(submissions.receivedAt), asc(submissions.id))
      .limit(rowsPerQuery);
    yield* rows;
    if (rows.length < rowsPerQuery) return;
    after = rows.at(-1)!;
  }
}

/** Opens what this key can open; the rest is counted and left sealed. */
async function* unseal(db: Database, { kid, key }: Awaited<ReturnType<typeof readKey>>, tally: Tally) {
  for await (const { sealed, ...row } of readSubmissions(db)) {
    const jwe = parseJwe(sealed);
    if (jwe !== null && !jwe.recipients.some(({ header }) => header?.['kid'] === kid)) {
      tally.sealedToOthers += 1;
      continue;
    }
    const fields = jwe === null ? null : await open(jwe, key).catch(() => null);
    if (fields === null) {
      tally.damaged.push(row.id);
      continue;
    }
    tally.exported += 1;
    yield { ...row, ...fields };
  }
}

function parseJwe(sealed: string): GeneralJWE | null {
  try {
    const jwe = JSON.parse(sealed) as Partial<GeneralJWE>;
    return Array.isArray(jwe.recipients) ? (jwe as GeneralJWE) : null;
  } catch {
    return null;
  }
}

interface Tally {
  /** Ids of records that this key should open and can't. */
  damaged: string[];
  exported: number;
  sealedToOthers: number;
}

function toCsv() {
  return stringify({
    header: true,
    columns,
    bom: true,
    // A spreadsheet runs what begins like a formula. A phone number in E.164 is a number, and does nothing.
    escape_formulas: true,
    cast: {
      boolean: (value) => (value ? 'true' : 'false'),
      string: (value) => (/^\+\d{6,15}$/.test(value) ? { value, escape_formulas: false } : value),
    },
  });
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { key: { type: 'string' }, out: { type: 'string' } } });
  if (values.key === undefined) {
    throw new UserError(
      'Usage: npm run export -- --key FILE [--out FILE.csv]. The first start made keys in DATA_DIR/keys.',
    );
  }
  const key = await readKey(values.key);
  const server = await useServer(readSettings());
  const tally: Tally = { damaged: [], exported: 0, sealedToOthers: 0 };
  try {
    const db = openDatabase({
      LIBSQL_URL: server.url,
      LIBSQL_AUTH_TOKEN: process.env['LIBSQL_AUTH_TOKEN'] ?? '',
    });
    // Written beside, and then put in place: readable by its owner alone, and never half of it.
    const part = values.out === undefined ? null : `${values.out}.part`;
    if (part !== null) await rm(part, { force: true });
    const target = part === null ? process.stdout : createWriteStream(part, { mode: 0o600, flags: 'wx' });
    await pipeline(Readable.from(unseal(db, key, tally)), toCsv(), target, { end: part !== null });
    if (part !== null) await rename(part, values.out!);
  } finally {
    await server.stop();
  }
  console.error(`${tally.exported} exported, ${tally.sealedToOthers} sealed to other keys.`);
  if (tally.damaged.length > 0) {
    throw new UserError(`${tally.damaged.length} can't be opened, though they should: ${tally.damaged.join(' ')}`);
  }
}

await runCommand(main);
