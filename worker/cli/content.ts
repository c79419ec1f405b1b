import { parseArgs } from 'node:util';
import { ContentSet, type PublishReport } from '../../schema/wire/content-set.ts';
import { checkContent } from '../check-content.ts';
import { problemDetails } from '../problem.ts';
import { runCommand, UserError } from './command.ts';
import { readContentFiles } from './content-files.ts';
import { callManage } from './manage.ts';
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
  if (positionals[0] !== 'push')
    throw new UserError('Usage: npm run content -- check | push [--folder content] [--origin URL]');
  const origin = values.origin ?? `http://127.0.0.1:${settings.port}`;
  const manageToken = (await readSecrets(settings.dataDir)).MANAGE_TOKEN;
  const report = await callManage<PublishReport>({ origin, manageToken }, 'PUT', 'content', set);
  console.log(report.changed ? `${entries} entries are published.` : 'Readers see it already: nothing changed.');
}

if (process.argv[1] === import.meta.filename) await runCommand(main);
