import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findKind } from '../../schema/kinds/index.ts';
import { Slug } from '../../schema/kinds/kind.ts';
import { ContentSet, type EntrySource } from '../../schema/wire/content-set.ts';
import { checkContent } from '../check-content.ts';
import { problemDetails } from '../problem.ts';
import { runCommand, UserError } from './command.ts';
import { differencesFrom, entriesIn, noteChapter, pushChapter, readChapter, sourcesOf } from './content-chapter.ts';
import { describe, differencesBetween, partsOf } from './content-diff.ts';
import { readContentFiles } from './content-files.ts';
import { noteBase, pushContent, readServer } from './content-sync.ts';
import { writeDifferences } from './content-write.ts';
import type { Target } from './manage.ts';
import { readSecrets, readSettings } from './settings.ts';

/**
 * Reads a folder of content and checks all of it.
 * @throws {UserError} with a line for each mistake: file, line, field and reason.
 */
export async function loadContent(folder: string): Promise<ContentSet> {
  const { set, locate } = await readContentFiles(folder);
  const parsed = ContentSet.safeParse(set);
  const checked = parsed.success ? await checkContent(parsed.data) : { errors: problemDetails(parsed.error) };
  if ('set' in checked) return checked.set;
  const lines = checked.errors.map(({ pointer, detail }) => `${locate(pointer)}: ${detail}`);
  throw new UserError(`${lines.join('\n')}\nNothing was published.`);
}

const usage =
  'Usage: npm run content -- check | diff | push | pull [--chapter CHAPTER] [--folder content] [--origin URL], or new CHAPTER/KIND/SLUG';

const same = 'Files and server say the same';

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      folder: { type: 'string', default: 'content' },
      origin: { type: 'string' },
      chapter: { type: 'string' },
    },
  });
  const [command = '', path = ''] = positionals;
  if (command === 'new') return makeEntry(values.folder, path);
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
  if (values.chapter !== undefined)
    return exchangeChapter(command, values.chapter, { ...values, dataDir, target, set });
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
    console.log(lines || `${same}.`);
    return;
  }
  await writeDifferences(values.folder, partsOf(server.set), differences);
  await noteBase(dataDir, target);
  console.log(lines || `${same}: nothing changed.`);
}

/** The same for the entries of one chapter, with no more than its own token. */
async function exchangeChapter(
  command: string,
  chapter: string,
  { folder, dataDir, target, set }: { folder: string; dataDir: string; target: Target; set: ContentSet },
): Promise<void> {
  const files = entriesIn(partsOf(set), chapter);
  if (command === 'push') {
    const count = await pushChapter(dataDir, target, chapter, files, console.log);
    console.log(count > 0 ? `Published in ${chapter}: ${count}.` : 'Readers see it already: nothing changed.');
    return;
  }
  const server = await readChapter(target, chapter);
  const differences = differencesFrom(files, server);
  const lines = describe(differences);
  if (command === 'pull') {
    await writeDifferences(folder, sourcesOf(server), differences);
    await noteChapter(dataDir, target, chapter, server);
  }
  console.log(lines || `${same}.`);
}

/** Writes the files of a new entry with the words of its kind's example, to be replaced. */
async function makeEntry(folder: string, path: string): Promise<void> {
  const [chapter = '', name = '', slug = '', ...rest] = path.split('/');
  const kind = findKind(name);
  if (kind === null || rest.length > 0 || ![chapter, slug].every((each) => Slug.safeParse(each).success)) {
    throw new UserError(usage);
  }
  const { set } = await readContentFiles(folder);
  const { campaign } = ContentSet.parse(set);
  if (partsOf(ContentSet.parse(set)).has(path)) throw new UserError(`${join(folder, path)}.yaml is there already.`);
  const { shared, localized: fields } = kind.example;
  const translations = { [campaign.defaultLocale]: { method: 'original' as const, fields } };
  const entry: EntrySource = { kind: name, slug, mode: 'own', status: 'published', shared, translations };
  await writeDifferences(folder, new Map([[path, entry]]), [{ path, change: 'added' }]);
  console.log(`${join(folder, path)}.yaml and ${slug}.${campaign.defaultLocale}.yaml: write your own words there.`);
}

if (process.argv[1] === import.meta.filename) await runCommand(main);
