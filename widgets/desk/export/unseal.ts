import { generalDecrypt, importJWK, type GeneralJWE, type JWK } from 'jose';
import type { SealedSubmission } from '../../../schema/wire/sealed-submission.ts';
import { FileError, readExport } from './sealed-file.ts';

/** Somebody who sent something, in clear: what was sealed, with what the server knows beside it. */
export type Person = Omit<SealedSubmission, 'sealed'> & Partial<Record<string, unknown>>;

/** What came of a file. */
export interface Opened {
  people: Person[];
  /** Ids of records that this key should open and can't: they were changed, or came to harm. */
  damaged: string[];
  sealedToOthers: number;
  /** Left out by the server: they are to be erased once a legal hold ends. */
  held: number;
  /** Whether the file has all that the server wrote. */
  isWhole: boolean;
}

interface Key {
  kid: string;
  key: CryptoKey | Uint8Array;
}

/**
 * Reads a private key, as `npm run keys` leaves it.
 * @throws {FileError} where the file holds none.
 */
async function readKey(file: Blob): Promise<Key> {
  let jwk: JWK;
  try {
    jwk = JSON.parse(await file.text()) as JWK;
  } catch {
    throw new FileError('not-a-key');
  }
  if (typeof jwk.kid !== 'string' || jwk.kty !== 'RSA') throw new FileError('not-a-key');
  if (jwk.d === undefined) throw new FileError('public-key');
  const key = await importJWK({ ...jwk, ext: false }, 'RSA-OAEP-256').catch(() => {
    throw new FileError('not-a-key');
  });
  return { kid: jwk.kid, key };
}

function parseJwe(sealed: string): GeneralJWE | null {
  try {
    const jwe = JSON.parse(sealed) as Partial<GeneralJWE>;
    return Array.isArray(jwe.recipients) ? (jwe as GeneralJWE) : null;
  } catch {
    return null;
  }
}

async function unseal({ sealed, ...outside }: SealedSubmission, { kid, key }: Key): Promise<Person | string | null> {
  const jwe = parseJwe(sealed);
  if (jwe !== null && !jwe.recipients.some(({ header }) => header?.['kid'] === kid)) return null;
  try {
    const { plaintext } = await generalDecrypt(jwe!, key);
    // What was sealed is to be believed; what stands beside it anybody with the file can change.
    return { ...outside, ...(JSON.parse(new TextDecoder().decode(plaintext)) as object) };
  } catch {
    return outside.id;
  }
}

/**
 * Opens an export with a private key. Neither leaves this page.
 * @param onProgress told which share of the file was read, from 0 to 1.
 * @throws {FileError} where one of the files is not what it should be.
 */
export async function openExport(file: Blob, keyFile: Blob, onProgress: (share: number) => void): Promise<Opened> {
  const key = await readKey(keyFile);
  const opened: Opened = { people: [], damaged: [], sealedToOthers: 0, held: 0, isWhole: false };
  let read = 0;
  for await (const { records, bytes, spoiled, end } of readExport(file)) {
    for (const result of await Promise.all(records.map((record) => unseal(record, key)))) {
      if (result === null) opened.sealedToOthers += 1;
      else if (typeof result === 'string') opened.damaged.push(result);
      else opened.people.push(result);
    }
    read += records.length;
    opened.damaged.push(...Array<string>(spoiled).fill('?'));
    opened.held = end?.held ?? 0;
    opened.isWhole = end?.records === read;
    onProgress(file.size === 0 ? 1 : bytes / file.size);
  }
  return opened;
}
