import { and, eq, inArray } from 'drizzle-orm';
import { findKind } from '../../schema/kinds/index.ts';
import type { PublishSettings } from '../../schema/kinds/kind.ts';
import { entries, versions } from '../../schema/tables/content.ts';
import type { EntrySource } from '../../schema/wire/content-set.ts';
import type { Pending, PendingChange } from '../../schema/wire/pending.ts';
import type { Authority } from '../access.ts';
import type { Database } from '../db.ts';
import { inChunks } from '../sql.ts';
import { listAuthored, listNational, type Authored } from './authored.ts';
import { differencesBetween } from './diff.ts';
import { NewDocuments } from './documents.ts';
import { isPublic, isUnpublished, listSeen } from './entries.ts';
import { compileLayers, compilerName } from './publish.ts';
import { listEmbargoes } from './schedule.ts';
import { readState } from './state.ts';

/** What the next publish of a chapter would do with what this token may know of, and what it would be refused for. */
export async function readPending(
  db: Database,
  settings: PublishSettings,
  authority: Authority,
  chapter: string,
): Promise<Pending> {
  const compiledBy = compilerName(settings);
  const [state, all, embargoes] = await Promise.all([
    readState(db, compiledBy),
    listAuthored(db, authority, { chapter }),
    listEmbargoes(db),
  ]);
  const moved = all.filter(isUnpublished);
  const drafts = all.filter((entry) => !isPublic(entry) && entry.deletedAt === null && !isUnpublished(entry));
  const [published, national, changes] = await Promise.all([
    listSources(db, moved),
    listNational(
      db,
      [...moved, ...drafts].map(({ kind }) => kind),
      [...moved, ...drafts].map(({ slug }) => slug),
    ),
    listChanges(db, moved),
  ]);
  const { defaultLocale } = state.campaign;
  const nameOf = (entry: Authored) => ({
    kind: entry.kind,
    plural: findKind(entry.kind)!.plural,
    slug: entry.slug,
    title:
      [entry.source, published.get(entry.id), national.get(`${entry.kind}/${entry.slug}`)]
        .map((source) => titleOf(entry.kind, source, defaultLocale))
        .find((title) => title !== null) ?? null,
  });
  const made = new NewDocuments();
  await compileLayers(db, state, moved, { settings, compiledBy, made, isVisible: isPublic });
  const layer = state.layers.find((each) => each.chapter.slug === chapter)!;
  return {
    chapter: layer.live === null ? 'new' : layer.isStale ? 'changed' : null,
    entries: moved.map((entry) => ({
      ...nameOf(entry),
      mode: entry.mode,
      change: changeOf(entry, published.get(entry.id)),
      revision: entry.revision,
      publishedRevision: entry.publishedRevision,
      ...changes.get(entry.id)!,
      differences: differencesOf(entry, published.get(entry.id), national.get(`${entry.kind}/${entry.slug}`)),
      until: isPublic(entry) ? (embargoes.get(entry.id)?.until ?? null) : null,
    })),
    drafts: drafts.map((entry) => ({ ...nameOf(entry), updatedAt: entry.updatedAt })),
    broken: made.broken,
    frozen: await made.findChangedText(db),
  };
}

/** What readers see of each, by its id. */
async function listSources(db: Database, moved: readonly Authored[]): Promise<Map<string, EntrySource>> {
  const seen = moved.flatMap(({ publishedRevision, ...head }) =>
    publishedRevision === null ? [] : [{ ...head, publishedRevision, revision: publishedRevision }],
  );
  return new Map((await listSeen(db, seen)).map((snapshot) => [snapshot.id, snapshot]));
}

/** Who changed each last, and when, by its id. */
async function listChanges(db: Database, moved: readonly Authored[]) {
  const pieces = inChunks(moved, 500).map((piece) =>
    db.query
      .select({ id: entries.id, changedBy: versions.changedBy, changedAt: versions.changedAt })
      .from(entries)
      .innerJoin(versions, and(eq(versions.entry, entries.id), eq(versions.revision, entries.revision)))
      .where(
        inArray(
          entries.id,
          piece.map(({ id }) => id),
        ),
      ),
  );
  return new Map((await Promise.all(pieces)).flat().map(({ id, ...change }) => [id, change]));
}

/** What an entry is called: in the campaign's own language, where it has words in that. */
export function titleOf(kind: string, source: EntrySource | undefined, defaultLocale: string): string | null {
  const words = [source?.translations[defaultLocale], ...Object.values(source?.translations ?? {})];
  const titles = words.map((each) => each?.fields[findKind(kind)!.search.title]);
  return titles.find((title) => typeof title === 'string') ?? null;
}

function changeOf(entry: Authored, published: EntrySource | undefined): PendingChange['change'] {
  if (entry.deletedAt !== null) return 'removed';
  if (!isPublic(entry)) return 'withdrawn';
  if (entry.mode === 'hide' && published?.mode !== 'hide') return 'hidden';
  return published === undefined ? 'new' : 'changed';
}

function differencesOf(
  entry: Authored,
  published: EntrySource | undefined,
  national: EntrySource | undefined,
): PendingChange['differences'] {
  if (!isPublic(entry) || entry.mode === 'hide') return [];
  if (published !== undefined) return differencesBetween(toCompared(published), toCompared(entry.source));
  if (entry.mode !== 'override' || national === undefined) return [];
  const after = toCompared(entry.source);
  return differencesBetween(under(toCompared(national), after), after);
}

/** What an author can see of an entry. */
export function toCompared({ mode, shared, translations }: EntrySource) {
  const words = Object.entries(translations).map(([locale, { method, fields }]) => [locale, { method, fields }]);
  return {
    mode,
    shared,
    translations: Object.fromEntries(words) as Record<string, { method: string; fields: object }>,
  };
}

type Compared = ReturnType<typeof toCompared>;

/** Of national values those that a change stands over. */
function under(base: Compared, change: Compared) {
  const words = Object.entries(change.translations).map(([locale, { method, fields }]) => [
    locale,
    { method, fields: pick(base.translations[locale]?.fields ?? {}, fields) },
  ]);
  return { ...change, shared: pick(base.shared, change.shared), translations: Object.fromEntries(words) as object };
}

function pick(from: object, keys: object): object {
  return Object.fromEntries(Object.entries(from).filter(([key]) => Object.hasOwn(keys, key)));
}
