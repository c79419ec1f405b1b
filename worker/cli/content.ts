import { parseArgs } from 'node:util';
import { ContentSet } from '../../schema/wire/content-set.ts';
import { checkContent } from '../check-content.ts';
import { problemDetails } from '../problem.ts';
import { runCommand, UserError } from './command.ts';
import { describe, differencesBetween, partsOf } from './content-diff.ts';
import { readContentFiles } from './content-files.ts';
import { noteBase, pushContent, readServer } from './content-sync.ts';
import { writeDifferences } from './content-write.ts';
import { readSecrets, readSettings } from './settings.ts';

/**
 * Reads a folder of content and checks all of it.
 * @throws {UserError} with a line for each mistake: file, line, field and reason.
 */
export async function loadContent(folder: string): Promise<ContentSet> {
  const { set, locate } = await readContentFiles(folder);
  const parsed = ContentSet.safeParse(set);
  const checked = parsed.success ? checkContent(parsed.data) : { errors: problemDetails(parsed.error) };
  if ('set' in checked) return checked.set;
  const lines = checked.errors.map(({ pointer, detail }) => `${locate(pointer)}: ${detail}`);
  throw new UserError(`${lines.join('\n')}\nNothing was published.`);
}

const usage = 'Usage: npm run content -- check | diff | push | pull [--folder content] [--origin URL]';

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { folder: { type: 'string', default: 'content' }, origin: { type: 'string' } },
  });
  const [command = ''] = positionals;
  if (!['check', 'diff', 'push', 'pull'].includes(command)) throw new UserError(usage);
  const { dataDir, port } = readSettings();
  const set = await loadContent(values.folder);
  const count = set.chapters.reduce((sum, chapter) => sum + chapter.entries.length, 0);
  if (command === 'check') {
    console.log(`${count} entries in ${set.chapters.length} chapters: all of them can be published.`);
    return;
  }
  const { MANAGE_TOKEN: manageToken } = await readSecrets(dataDir);
  const target = { origin: values.origin ?? `http://127.0.0.1:${port}`, manageToken };
  if (command === 'push') {
    const report = await pushContent(dataDir, target, set, console.log);
    console.log(report.changed ? `${count} entries are published.` : 'Readers see it already: nothing changed.');
    for (const { chapter, kind, slug, until } of report.embargoed) {
      console.log(`${chapter}/${kind}/${slug} is held back: it is scheduled for ${until}.`);
    }
    return;
  }
  const server = await readServer(target);
  if (server === null) throw new UserError(`${target.origin} holds no content yet: push some first.`);
  const differences = differencesBetween(partsOf(set), partsOf(server.set));
  const lines = describe(differences);
  if (command === 'diff') {
    console.log(lines || 'Files and server say the same.');
    return;
  }
  await writeDifferences(values.folder, server.set, differences);
  await noteBase(dataDir, target);
  console.log(lines || 'Files and server say the same: nothing changed.');
}

if (process.argv[1] === import.meta.filename) await runCommand(main);
