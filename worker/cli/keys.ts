import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { holderOf, SealingKeys, type SealingKey, sealingKeyVariables } from '../sealing-keys.ts';
import { runCommand, UserError } from './command.ts';
import { makeKeyPair, readOwnSecrets, readSettings, type Secrets, writeOwnSecrets } from './settings.ts';

const usage =
  'Usage: npm run keys -- create --holder chapter-SLUG|receiver-ID [--chapter SLUG] [--out FILE] | rotate --holder HOLDER [--out FILE] | remove --holder HOLDER | list';

/** What one variable of a Worker on Cloudflare takes. */
const variableBytes = 5000;

function describe({ kid, chapter }: SealingKey): string {
  return [kid, holderOf({ kid }), ...(chapter === undefined ? [] : [`chapter ${chapter}`])].join('\t');
}

function readKeys(secrets: Partial<Secrets>): SealingKey[] {
  const result = SealingKeys.safeParse(sealingKeyVariables.map((name) => secrets[name]).filter((text) => !!text));
  if (result.success) return result.data;
  throw new UserError(result.error.issues[0]!.message);
}

/** The keys as values of the variables. One that held keys before is emptied, so that a deployment forgets them too. */
function toVariables(keys: readonly SealingKey[], before: Partial<Secrets>): Record<string, string> {
  const sets: SealingKey[][] = [[]];
  for (const key of keys) {
    const wider = [...sets.at(-1)!, key];
    if (JSON.stringify({ keys: wider }).length <= variableBytes) sets[sets.length - 1] = wider;
    else sets.push([key]);
  }
  if (sets.length > sealingKeyVariables.length) throw new UserError('There are more keys than the settings can hold.');
  const used = sealingKeyVariables.filter((name, index) => index < sets.length || before[name] !== undefined);
  return Object.fromEntries(used.map((name, index) => [name, JSON.stringify({ keys: sets[index] ?? [] })]));
}

/**
 * Whose records are sealed to a new key, where it is a receiver's.
 * @throws {UserError} for who holds no key, or a receiver without its chapter.
 */
function chapterOf(holder: string, chapter: string | undefined): { chapter?: string } {
  if (!/^(?:chapter|receiver)-[a-z0-9-]+$/.test(holder)) throw new UserError(usage);
  if (holder.startsWith('receiver-') === (chapter !== undefined)) return chapter === undefined ? {} : { chapter };
  throw new UserError(
    'A receiver’s key needs --chapter SLUG, or --chapter "*" for every chapter; no other key has one.',
  );
}

/** The keys of `DATA_DIR`. */
interface Ring {
  dataDir: string;
  secrets: Partial<Secrets>;
  keys: readonly SealingKey[];
}

async function save({ dataDir, secrets }: Ring, keys: readonly SealingKey[]): Promise<void> {
  const rest = Object.entries(secrets).filter(([name]) => !sealingKeyVariables.includes(name));
  await writeOwnSecrets(dataDir, { ...Object.fromEntries(rest), ...toVariables(keys, secrets) });
  console.log('It holds from the next start, or once it is deployed: npx wrangler secret bulk .data/secrets.json');
}

/** A file that is not there yet: a private key is never written over. */
function fileFor({ dataDir }: Ring, holder: string, wanted: string | undefined): string {
  const inFolder = (name: string) => resolve(dataDir, 'keys', `${name}.private.json`);
  const numbered = `${holder}-${new Date().toISOString().replaceAll(/\D/g, '')}`;
  const file = wanted ?? (existsSync(inFolder(holder)) ? inFolder(numbered) : inFolder(holder));
  if (existsSync(file)) throw new UserError(`${file} is there already: a private key is not written over.`);
  return file;
}

/** Gives a holder a key, in place of what it had. */
async function replace(ring: Ring, holder: string, scope: { chapter?: string }, out: string | undefined) {
  const file = fileFor(ring, holder, out);
  const key = { ...(await makeKeyPair(holder, file)), ...scope };
  await save(ring, [...ring.keys.filter((each) => holderOf(each) !== holder), key]);
  console.log(`${describe(key)}\nIts private key, for its holder to take away: ${file}`);
}

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { holder: { type: 'string' }, chapter: { type: 'string' }, out: { type: 'string' } },
  });
  const [command] = positionals;
  const { holder, chapter, out } = values;
  if (process.env['SEALING_KEYS'])
    throw new UserError('SEALING_KEYS is set: unset it to work on the keys of DATA_DIR.');
  const { dataDir } = readSettings();
  const secrets = await readOwnSecrets(dataDir);
  const ring: Ring = { dataDir, secrets, keys: readKeys(secrets) };
  const old = ring.keys.find((key) => holderOf(key) === holder);

  if (command === 'list') {
    for (const key of ring.keys) console.log(describe(key));
  } else if (command === 'create' && holder !== undefined) {
    const scope = chapterOf(holder, chapter);
    if (old !== undefined) throw new UserError(`${holder} has a key: replace it with "rotate".`);
    await replace(ring, holder, scope, out);
  } else if (holder === undefined || !['rotate', 'remove'].includes(command ?? '')) {
    throw new UserError(usage);
  } else if (old === undefined) {
    throw new UserError(`${holder} has no key: "list" shows who has.`);
  } else if (command === 'rotate') {
    await replace(ring, holder, old.chapter === undefined ? {} : { chapter: old.chapter }, out);
    console.log(`Keep the private key of ${old.kid}: it alone opens what was sealed to it.`);
  } else {
    if (['campaign', 'recovery'].includes(holder)) throw new UserError(`${holder} must have a key: "rotate" it.`);
    await save(
      ring,
      ring.keys.filter((key) => key !== old),
    );
  }
}

await runCommand(main);
