import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { type Document, isMap, isPair, isScalar, LineCounter, parseDocument } from 'yaml';
import { UserError } from './command.ts';

interface SourceFile {
  path: string;
  document: Document;
  lines: LineCounter;
  value: Record<string, unknown>;
}

type Method = 'original' | 'human' | 'machine' | 'reviewed';

interface EntryFiles {
  kind: string;
  slug: string;
  shared: SourceFile;
  locales: Map<string, SourceFile>;
}

/** `content/` as one set, not checked yet, and a way from a pointer into it back to the file. */
export interface ContentFiles {
  set: unknown;
  /** `file:line: field: …` for a pointer into the set. */
  locate: (pointer: string) => string;
}

/**
 * Reads `content/`: `campaign.yaml`, and for each chapter `chapter.yaml`, `chapter.{locale}.yaml`, and for each entry
 * `{kind}/{slug}.yaml` with what locales share and `{kind}/{slug}.{locale}.yaml` with the words.
 * @throws {UserError} where a file is not YAML.
 */
export async function readContentFiles(folder: string): Promise<ContentFiles> {
  const campaign = await readYaml(folder, 'campaign.yaml');
  const names = (await readdir(folder, { withFileTypes: true })).filter((each) => each.isDirectory());
  const slugs = names.map(({ name }) => name).toSorted((a, b) => order(a) - order(b) || (a < b ? -1 : 1));
  const chapters = await Promise.all(
    slugs.map(async (slug) => ({
      slug,
      own: await readEntry(folder, slug, 'chapter'),
      entries: await readEntries(folder, slug),
    })),
  );
  return {
    set: {
      campaign: campaign.value,
      chapters: chapters.map(({ slug, own, entries }) => ({
        slug,
        ...own.shared.value,
        translations: Object.fromEntries([...own.locales].map(([locale, { value }]) => [locale, value])),
        entries: entries.map(toEntry),
      })),
    },
    locate: (pointer) => {
      const [first, chapterIndex, part, ...rest] = pointer.split('/').slice(1);
      if (first === 'campaign') return at(campaign, [chapterIndex!, part!, ...rest]);
      const chapter = chapters[Number(chapterIndex)];
      if (first !== 'chapters' || chapter === undefined) return folder;
      if (part !== 'entries') return locateIn({ kind: '', slug: '', ...chapter.own }, [part!, ...rest]);
      const entry = chapter.entries[Number(rest[0])];
      if (entry === undefined) return join(folder, chapter.slug);
      return locateIn(entry, rest[1] === 'shared' ? rest.slice(2) : rest.slice(1));
    },
  };
}

function order(chapter: string): number {
  return chapter === 'national' ? 0 : 1;
}

function toEntry({ kind, slug, shared, locales }: EntryFiles) {
  const { $mode: mode = 'own', $status: status = 'published', $baseDigest: baseDigest, ...fields } = shared.value;
  const translations = [...locales].map(([locale, { value }]) => {
    const { $method: method = 'original' as Method, $sourceDigest: sourceDigest, ...words } = value;
    return [locale, { method, ...(sourceDigest !== undefined && { sourceDigest }), fields: words }];
  });
  return {
    kind,
    slug,
    mode,
    status,
    ...(baseDigest !== undefined && { baseDigest }),
    shared: fields,
    translations: Object.fromEntries(translations),
  };
}

async function readEntries(folder: string, chapter: string): Promise<EntryFiles[]> {
  const kinds = (await readdir(join(folder, chapter), { withFileTypes: true })).filter((each) => each.isDirectory());
  const entries = await Promise.all(
    kinds.map(async ({ name: kind }) => {
      const files = await readdir(join(folder, chapter, kind));
      const slugs = new Set(files.filter((file) => file.endsWith('.yaml')).map((file) => file.split('.')[0]!));
      return Promise.all(
        [...slugs]
          .toSorted()
          .map(async (slug) => ({ kind, slug, ...(await readEntry(folder, chapter, join(kind, slug))) })),
      );
    }),
  );
  return entries.flat();
}

async function readEntry(
  folder: string,
  chapter: string,
  path: string,
): Promise<Pick<EntryFiles, 'shared' | 'locales'>> {
  const parent = join(chapter, path, '..');
  const name = path.split('/').at(-1)!;
  const files = await readdir(join(folder, parent));
  const tags = files
    .filter((file) => file.startsWith(`${name}.`) && file.split('.').length === 3 && file.endsWith('.yaml'))
    .map((file) => file.split('.')[1]!)
    .toSorted();
  const locales = await Promise.all(
    tags.map(async (tag) => [tag, await readYaml(folder, join(parent, `${name}.${tag}.yaml`))] as const),
  );
  return { shared: await readYaml(folder, join(parent, `${name}.yaml`)), locales: new Map(locales) };
}

async function readYaml(folder: string, path: string): Promise<SourceFile> {
  const file = relative('.', join(folder, path));
  const text = await readFile(join(folder, path), 'utf8').catch(() => {
    throw new UserError(`${file}: is missing.`);
  });
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const error = document.errors[0];
  if (error !== undefined)
    throw new UserError(`${file}:${lines.linePos(error.pos[0]).line}: ${error.code}: not valid YAML.`);
  const value: unknown = document.toJS() ?? {};
  if (typeof value !== 'object' || Array.isArray(value)) throw new UserError(`${file}:1: must be fields with values.`);
  return { path: file, document, lines, value: value as Record<string, unknown> };
}

/** An entry's pointer begins with its shared fields, or with `translations/{locale}`. */
function locateIn({ shared, locales }: EntryFiles, path: string[]): string {
  const [part, locale, ...rest] = path;
  const translation = part === 'translations' ? locales.get(locale!) : undefined;
  if (translation !== undefined) return at(translation, rest[0] === 'fields' ? rest.slice(1) : rest);
  return at(shared, part === 'mode' || part === 'status' ? [`$${part}`] : path);
}

function at({ path, document, lines }: SourceFile, field: string[]): string {
  for (let depth = field.length; depth > 0; depth--) {
    const offset = keyOffset(document, field.slice(0, depth));
    if (offset !== null) return `${path}:${lines.linePos(offset).line}: ${field.join('.')}`;
  }
  return `${path}:1: ${field.join('.')}`;
}

function keyOffset(document: Document, field: string[]): number | null {
  const parent = document.getIn(field.slice(0, -1), true) ?? document.contents;
  const last = field.at(-1)!;
  if (isMap(parent)) {
    const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === last);
    return isScalar(pair?.key) ? (pair.key.range?.[0] ?? null) : null;
  }
  const node = document.getIn(field, true);
  return isScalar(node) || isMap(node) ? (node.range?.[0] ?? null) : null;
}
