import { kinds } from '../../schema/kinds/index.ts';
import type { EntryHead } from '../../schema/wire/authored.ts';
import type { EntrySource } from '../../schema/wire/content-set.ts';
import { UserError } from './command.ts';
import { describe, differencesBetween, type Difference, type Parts } from './content-diff.ts';
import { noteBases, readBases } from './content-sync.ts';
import { callManage, requestManage, type Target } from './manage.ts';

interface Entry {
  source: EntrySource;
  etag: string;
  isPublished: boolean;
}

/** What a chapter owns on a server, as far as the token may read it. */
export interface ChapterState {
  entries: Map<string, Entry>;
  /** The kinds that the token may read. */
  readable: ReadonlySet<string>;
}

/**
 * Reads a chapter's entries, kind by kind.
 * @throws {UserError} where the token may read nothing of the chapter.
 */
export async function readChapter(target: Target, chapter: string): Promise<ChapterState> {
  const entries: ChapterState['entries'] = new Map();
  const readable = new Set<string>();
  for (const { name, plural } of kinds) {
    let address: string | undefined = `${plural}?chapter=${chapter}&limit=100`;
    while (address !== undefined) {
      const response = await requestManage(target, 'GET', address);
      // A kind that the token may not read is as if it were not there.
      if (!response.ok) break;
      readable.add(name);
      const { data, links } = await response.json<{ data: EntryHead[]; links: { next?: string } }>();
      for (const { slug } of data) {
        const entry = await readEntry(target, `${plural}/${slug}?chapter=${chapter}`);
        if (entry !== null) entries.set(`${chapter}/${name}/${slug}`, entry);
      }
      address = links.next?.replace('/v1/manage/', '');
    }
  }
  if (readable.size === 0)
    throw new UserError(`The token may read nothing of ${chapter}, or there is no such chapter.`);
  return { entries, readable };
}

async function readEntry(target: Target, address: string): Promise<Entry | null> {
  const response = await requestManage(target, 'GET', address);
  if (!response.ok) return null;
  const { data } = await response.json<{ data: EntryHead & { source: Omit<EntrySource, 'kind' | 'slug'> } }>();
  const { kind, slug, revision, publishedRevision, status, source } = data;
  const isPublished = publishedRevision === (status === 'published' ? revision : null);
  return { source: { kind, slug, ...source }, etag: response.headers.get('ETag')!, isPublished };
}

/** The entries of one chapter among all parts. */
export function entriesIn(parts: Parts, chapter: string): Map<string, EntrySource> {
  const isEntry = (path: string) => path.startsWith(`${chapter}/`) && path.split('/').length === 3;
  return new Map([...parts].filter(([path]) => isEntry(path))) as Map<string, EntrySource>;
}

/** The entries as they were written. */
export function sourcesOf({ entries }: ChapterState): Map<string, EntrySource> {
  return new Map([...entries].map(([path, { source }]) => [path, source]));
}

/** What files lack or have beside the server. Of a kind that the token may not read nobody knows what there is. */
export function differencesFrom(files: Map<string, EntrySource>, server: ChapterState): Difference[] {
  return differencesBetween(files, sourcesOf(server)).filter(({ path }) => server.readable.has(path.split('/')[1]!));
}

/**
 * Writes a chapter's files as its own token may, entry by entry, and publishes them at once. Of what was never pushed or
 * pulled from here, nothing is removed.
 * @param show told of what it will change, before it does.
 * @throws {UserError} where the server was changed since the last push or pull of the chapter, or refuses.
 */
export async function pushChapter(
  dataDir: string,
  target: Target,
  chapter: string,
  files: Map<string, EntrySource>,
  show: (changes: string) => void,
): Promise<number> {
  const server = await readChapter(target, chapter);
  const base = (await readBases(dataDir))[baseName(target, chapter)] as Record<string, string> | undefined;
  const differences = differencesBetween(sourcesOf(server), files).filter(
    ({ change }) => change !== 'removed' || base !== undefined,
  );
  const overtaken = differences.filter(
    ({ path }) => base !== undefined && base[path] !== server.entries.get(path)?.etag,
  );
  if (overtaken.length > 0) {
    throw new UserError(
      `${target.origin} was changed since the last push or pull: run "npm run content -- pull --chapter ${chapter}" first, so that nothing is lost.\n${describe(overtaken)}`,
    );
  }
  if (differences.length > 0) show(describe(differences));
  for (const difference of differences) await write(target, difference, files, server);
  const waiting = [...files.keys()].filter((path) => server.entries.get(path)?.isPublished === false);
  const paths = [...new Set([...differences.map(({ path }) => path), ...waiting])];
  if (paths.length > 0) {
    const entries = paths.map((path) => ({ kind: path.split('/')[1], slug: path.split('/')[2] }));
    await callManage(target, 'POST', 'publish', { chapter, entries });
  }
  await noteChapter(dataDir, target, chapter, await readChapter(target, chapter));
  return paths.length;
}

async function write(
  target: Target,
  { path, change }: Difference,
  files: Map<string, EntrySource>,
  server: ChapterState,
): Promise<void> {
  const [chapter, kind, slug] = path.split('/') as [string, string, string];
  const { plural } = kinds.find(({ name }) => name === kind)!;
  const match = server.entries.get(path)?.etag;
  const { kind: _kind, slug: _slug, ...body } = files.get(path) ?? ({} as EntrySource);
  const response =
    change === 'added'
      ? await requestManage(target, 'POST', `${plural}?chapter=${chapter}`, { body: { slug, ...body } })
      : change === 'changed'
        ? await requestManage(target, 'PUT', `${plural}/${slug}?chapter=${chapter}`, { body, match })
        : await requestManage(target, 'DELETE', `${plural}/${slug}?chapter=${chapter}`, { match });
  if (!response.ok) throw new UserError(`${path}: the token may write nothing there.`);
}

/** Notes that a chapter's files and the server say the same now. */
export async function noteChapter(
  dataDir: string,
  target: Target,
  chapter: string,
  { entries }: ChapterState,
): Promise<void> {
  const etags = Object.fromEntries([...entries].map(([path, { etag }]) => [path, etag]));
  await noteBases(dataDir, { [baseName(target, chapter)]: etags });
}

function baseName({ origin }: Target, chapter: string): string {
  return `${origin} ${chapter}`;
}
