import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { stringify } from 'csv-stringify';
import { count } from 'drizzle-orm';
import type { GeneralJWE } from 'jose';
import { submissions } from '../../schema/tables/intake.ts';
import { openDatabase, type Database } from '../db.ts';
import { readSealedPages, recordExport } from '../sealed-pages.ts';
import { runCommand, UserError } from './command.ts';
import { open, readKey } from './key.ts';
import { useServer } from './libsql.ts';
import { readSettings } from './settings.ts';

const columns =
  'id type receivedAt chapter pledge givenName familyName email phone zip relation workplace language callTime noVoicemail locale page smsConsent smsConsentAt smsRevokedAt takenBack partner standing referrer utm'.split(
    ' ',
  );

/** Opens what this key can open and may be used, a page at once; the rest is counted and left sealed. */
async function* unseal(db: Database, { kid, key }: Awaited<ReturnType<typeof readKey>>, tally: Tally) {
  for await (const page of readSealedPages(db)) {
    const opened = page.map(async ({ sealed, isHeld, revocations: _revocations, position: _position, ...row }) => {
      if (isHeld === 1) return 'held';
      const jwe = parseJwe(sealed);
      if (jwe !== null && !jwe.recipients.some(({ header }) => header?.['kid'] === kid)) return 'sealed to others';
      const fields = jwe === null ? null : await open(jwe, key).catch(() => null);
      if (fields === null) return { damaged: row.id };
      return { person: { ...row, ...fields } };
    });
    for (const result of await Promise.all(opened)) {
      if (result === 'held') tally.held += 1;
      else if (result === 'sealed to others') tally.sealedToOthers += 1;
      else if (result.person === undefined) tally.damaged.push(result.damaged);
      else {
        tally.exported += 1;
        yield result.person;
      }
    }
    tally.onPage(page.length);
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
  held: number;
  sealedToOthers: number;
  /** Told how many rows were read. */
  onPage: (rows: number) => void;
}

const formats = { csv: toCsv, jsonl: toJsonLines };

function toJsonLines(): Transform {
  return new Transform({
    writableObjectMode: true,
    transform: (person, _, done) => done(null, `${JSON.stringify(person)}\n`),
  });
}

function toCsv(): Transform {
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

const usage =
  'Usage: npm run export -- --key FILE [--out FILE] [--format csv|jsonl]. The first start made keys in DATA_DIR/keys.';

/** A line at the terminal that says how far it is. */
async function showProgress(db: Database): Promise<Tally['onPage']> {
  if (!process.stderr.isTTY) return () => {};
  const [{ total }] = (await db.query.select({ total: count() }).from(submissions)) as [{ total: number }];
  const width = 30;
  let read = 0;
  return (rows) => {
    read += rows;
    const share = Math.min(read / Math.max(total, 1), 1);
    const bar = '█'.repeat(Math.round(share * width)).padEnd(width, '░');
    process.stderr.write(
      `\r${bar} ${read.toLocaleString('en')} of ${total.toLocaleString('en')}${share === 1 ? '\n' : ''}`,
    );
  };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { key: { type: 'string' }, out: { type: 'string' }, format: { type: 'string' } },
  });
  const { key: keyFile, out } = values;
  const format = values.format ?? (out?.endsWith('.jsonl') === true ? 'jsonl' : 'csv');
  if (keyFile === undefined || !(format in formats)) throw new UserError(usage);
  const key = await readKey(keyFile);
  const server = await useServer(readSettings());
  const tally: Tally = { damaged: [], exported: 0, held: 0, sealedToOthers: 0, onPage: () => {} };
  try {
    const db = openDatabase({
      LIBSQL_URL: server.url,
      LIBSQL_AUTH_TOKEN: process.env['LIBSQL_AUTH_TOKEN'] ?? '',
    });
    await recordExport(db, { token: 'campaign', name: 'export' }, key.kid, null);
    tally.onPage = await showProgress(db);
    // Written beside, and then put in place: readable by its owner alone, and never half of it.
    const part = out === undefined ? null : `${out}.part`;
    if (part !== null) await rm(part, { force: true });
    const target = part === null ? process.stdout : createWriteStream(part, { mode: 0o600, flags: 'wx' });
    const lines = formats[format as keyof typeof formats]();
    await pipeline(Readable.from(unseal(db, key, tally)), lines, target, { end: part !== null });
    if (part !== null) await rename(part, out!);
  } finally {
    await server.stop();
  }
  console.error(`${tally.exported} exported, ${tally.sealedToOthers} sealed to other keys.`);
  if (tally.held > 0) console.error(`${tally.held} left out: they are to be erased once a legal hold ends.`);
  if (tally.damaged.length > 0) {
    throw new UserError(`${tally.damaged.length} can't be opened, though they should: ${tally.damaged.join(' ')}`);
  }
}

await runCommand(main);
