import { parseArgs } from 'node:util';
import { ContentSet, PublishReport } from '../../schema/wire/content-set.ts';
import type { Problem } from '../../schema/wire/problem.ts';
import { checkContent } from '../check-content.ts';
import { problemDetails } from '../problem.ts';
import { runCommand, UserError } from './command.ts';
import { readContentFiles } from './content-files.ts';
import { readSecrets, readSettings } from './settings.ts';

/**
 * Reads a folder of content and checks all of it.
 * @throws {UserError} with a line for each mistake: file, line, field and reason.
 */
export async function loadContent(folder: string): Promise<ContentSet> {
  const { set, locate } = await readContentFiles(folder);
  const parsed = ContentSet.safeParse(set);
  const checked = parsed.success ? checkContent(parsed.data) : { errors: problemDetails(parsed.error) };
  if ('set' in checked) return parsed.data!;
  const lines = checked.errors.map(({ pointer, detail }) => `${locate(pointer)}: ${detail}`);
  throw new UserError(`${lines.join('\n')}\nNothing was published.`);
}

/**
 * Publishes a checked set through the API.
 * @throws {UserError} where the server refuses it.
 */
export async function pushContent(origin: string, manageToken: string, set: ContentSet): Promise<PublishReport> {
  const response = await fetch(`${origin}/v1/manage/content`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${manageToken}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(set),
  }).catch(() => {
    throw new UserError(`${origin} does not answer: start it with "npm start", or give its address with --origin.`);
  });
  if (response.ok) return ((await response.json()) as { data: PublishReport }).data;
  const { title, detail, errors = [] } = (await response.json()) as Problem;
  const lines = errors.map(({ pointer, detail: reason }) => `${pointer}: ${reason}`);
  throw new UserError([`${title}${detail === undefined ? '' : `: ${detail}`}`, ...lines, 'Nothing was published.'].join('\n'));
}

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { folder: { type: 'string', default: 'content' }, origin: { type: 'string' } },
  });
  const settings = readSettings();
  const set = await loadContent(values.folder);
  const entries = set.chapters.reduce((sum, chapter) => sum + chapter.entries.length, 0);
  if (positionals[0] === 'check') {
    console.log(`${entries} entries in ${set.chapters.length} chapters: all of them can be published.`);
    return;
  }
  if (positionals[0] !== 'push') throw new UserError('Usage: npm run content -- check | push [--folder content] [--origin URL]');
  const origin = values.origin ?? `http://127.0.0.1:${settings.port}`;
  const report = await pushContent(origin, (await readSecrets(settings.dataDir)).MANAGE_TOKEN, set);
  console.log(report.changed ? `${entries} entries are published.` : 'Readers see it already: nothing changed.');
}

if (process.argv[1] === import.meta.filename) await runCommand(main);
