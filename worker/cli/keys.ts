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
 * The chapter that a key's file is for, where it is a receiver's.
 * @throws {UserError} for who holds no key, or a receiver without its chapter.
 */
function chapterOf(holder: string, chapter: string | undefined): { chapter?: string } {
  if (!/^(?:chapter|receiver)-[a-z0-9-]+$/.test(holder)) throw new UserError(usage);
  if (holder.startsWith('receiver-') === (chapter !== undefined)) return chapter === undefined ? {} : { chapter };
  throw new UserError(
    'A receiver’s key needs --chapter SLUG, or --chapter "*" for every chapter; no other key has one.',
  );
}

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { holder: { type: 'string' }, chapter: { type: 'string' }, out: { type: 'string' } },
  });
  const [command] = positionals;
  const { holder } = values;
  const { dataDir } = readSettings();
  if (process.env['SEALING_KEYS'])
    throw new UserError('SEALING_KEYS is set: unset it to work on the keys of DATA_DIR.');
  const secrets = await readOwnSecrets(dataDir);
  const keys = readKeys(secrets);
  const others = keys.filter((key) => holderOf(key) !== holder);
  const old = keys.find((key) => holderOf(key) === holder);

  if (command === 'list') {
    for (const key of keys) console.log(describe(key));
  } else if (command === 'create' && holder !== undefined) {
    const scope = chapterOf(holder, values.chapter);
    if (old !== undefined) throw new UserError(`${holder} has a key: replace it with "rotate".`);
    await add(holder, scope);
  } else if (command === 'rotate' && old !== undefined) {
    await add(holderOf(old), old.chapter === undefined ? {} : { chapter: old.chapter });
    console.log(`Keep the private key of ${old.kid}: it alone opens what was sealed to it.`);
  } else if (command === 'remove' && old !== undefined) {
    if (['campaign', 'recovery'].includes(holderOf(old)))
      throw new UserError(`${holder} must have a key: "rotate" it.`);
    await save(others);
  } else if (holder !== undefined && ['rotate', 'remove'].includes(command ?? '')) {
    throw new UserError(`${holder} has no key. "list" shows who has.`);
  } else throw new UserError(usage);

  async function add(newHolder: string, scope: { chapter?: string }): Promise<void> {
    const folder = resolve(dataDir, 'keys');
    const first = resolve(folder, `${newHolder}.private.json`);
    const next = resolve(folder, `${newHolder}-${new Date().toISOString().replaceAll(/\D/g, '')}.private.json`);
    const file = values.out ?? (existsSync(first) ? next : first);
    if (existsSync(file)) throw new UserError(`${file} is there already: a private key is not written over.`);
    const key = { ...(await makeKeyPair(newHolder, file)), ...scope };
    await save([...others, key]);
    console.log(`${describe(key)}\nIts private key, for its holder to take away: ${file}`);
  }

  async function save(changed: readonly SealingKey[]): Promise<void> {
    const rest = Object.entries(secrets).filter(([name]) => !sealingKeyVariables.includes(name));
    await writeOwnSecrets(dataDir, { ...Object.fromEntries(rest), ...toVariables(changed, secrets) });
    console.log('It holds from the next start, or once these are deployed: npx wrangler secret bulk secrets.json');
  }
}

await runCommand(main);
