import { inArray, sql } from 'drizzle-orm';
import { findKind } from '../../schema/kinds/index.ts';
import type { PublishSettings } from '../../schema/kinds/kind.ts';
import { entries } from '../../schema/tables/content.ts';
import { publishes, releases } from '../../schema/tables/releases.ts';
import type { PublishReport } from '../../schema/wire/content-set.ts';
import type { BundleEntry } from '../../schema/wire/release.ts';
import { recordActs, type Actor } from '../audit.ts';
import { changedTags } from '../cache-tags.ts';
import { timestamp } from '../clock.ts';
import { loadDocuments } from '../documents.ts';
import type { Database, Statement } from '../db.ts';
import { ProblemError } from '../problem.ts';
import { inChunks } from '../sql.ts';
import { NewDocuments } from './documents.ts';
import { isPublic, keyOf, listPublished, listSeen, listUnpublished, type Head } from './entries.ts';
import type { Snapshot } from './item.ts';
import { compileLayer, type Change } from './layer.ts';
import { movePointers } from './pointers.ts';
import { listEmbargoes, unlessEmbargoed } from './schedule.ts';
import { readState, type Layer, type State } from './state.ts';
import { writeOnce } from './write.ts';

/** Counts up where the same source compiles to something else than before: then everything is compiled anew. */
const compiler = 3;

export interface Published {
  report: PublishReport;
  /** What the edge should forget. */
  tags: string[];
}

interface Choice {
  /** Which of the changed entries, and in which version; without it all, as they are now. */
  choose?: (unpublished: readonly Head[]) => readonly Head[];
  /** What is written in the same transaction. */
  also?: readonly Statement[];
}

const maxAttempts = 3;

/**
 * Makes what was written what readers see, in one transaction: after any failure they see what they saw before. Only
 * what changed since the last publish is compiled. A national change reaches every chapter. What is under embargo is
 * held back: from readers, not from being taken away from them. Where another publish, or pruning, came first, it
 * builds on what that left.
 * @throws {ProblemError} `disclosure_changed`, `override_broken`, `rule_broken`, or `publish_conflict` where others came first each time.
 */
export async function publish(
  db: Database,
  settings: PublishSettings,
  publishedBy: Actor,
  choice: Choice = {},
): Promise<Published> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await publishOnce(db, settings, publishedBy, choice);
    } catch (error) {
      const isConflict = error instanceof ProblemError && error.code === 'publish_conflict';
      if (!isConflict || attempt === maxAttempts) throw error;
    }
  }
}

async function publishOnce(
  db: Database,
  settings: PublishSettings,
  publishedBy: Actor,
  { choose = (unpublished) => unpublished, also = [] }: Choice,
): Promise<Published> {
  const compiledBy = compilerName(settings);
  const [state, unpublished, embargoes] = await Promise.all([
    readState(db, compiledBy),
    listUnpublished(db),
    listEmbargoes(db),
  ]);
  const chosen = choose(unpublished);
  const isHeld = (head: Head) => isPublic(head) && embargoes.has(head.id);
  const held = chosen.filter(isHeld);
  const moved = chosen.filter((head) => !isHeld(head));
  const made = new NewDocuments();
  const manifests = await compileLayers(db, state, moved, { settings, compiledBy, made, isVisible: isPublic });
  const next = newReleases(state.layers, manifests);
  if (moved.length > 0 || next.length > 0) {
    const statements = [...markPublished(db, moved), ...(await made.statements(db)), ...pointTo(db, next)];
    const publishedAt = unlessEmbargoed(
      timestamp(),
      moved.filter(isPublic).map(({ id }) => id),
    );
    const number = db.query.insert(publishes).values({ revision: state.revision + 1, publishedAt });
    await writeOnce(db, [number, ...statements, ...recordPublish(db, publishedBy, state.layers, next), ...also]);
  } else if (also.length > 0) {
    await writeOnce(db, also);
  }
  const ids = new Map(next.map(({ chapter, id }) => [chapter, id]));
  const report = {
    changed: next.length > 0,
    chapters: state.layers.map(({ chapter: { slug }, live }) => ({
      chapter: slug,
      release: ids.get(slug) ?? live!.release,
    })),
    embargoed: held.map(({ id, chapter, kind, slug }) => ({ chapter, kind, slug, until: embargoes.get(id)!.until })),
  };
  const stale = state.layers.filter(({ isStale }) => isStale);
  const tags = [
    ...moved.flatMap(({ chapter, kind }) => changedTags(chapter, [kind])),
    ...stale.flatMap(({ chapter: { slug } }) => changedTags(slug)),
  ];
  return { report, tags };
}

/** Names what compiles, and by which settings. */
export function compilerName({ showDrafts }: PublishSettings): string {
  return `${compiler} ${showDrafts ? 'with drafts' : 'approved only'}`;
}

interface CompileOptions {
  settings: PublishSettings;
  compiledBy: string;
  made: NewDocuments;
  /** Which of the entries that move are there from now on. */
  isVisible: (entry: Head) => boolean;
}

/** The digest of every chapter's manifest as it is to be. */
export async function compileLayers(
  db: Database,
  { campaign, layers }: State,
  moved: readonly Head[],
  { settings, compiledBy, made, isVisible }: CompileOptions,
): Promise<Map<string, string>> {
  const isAnyStale = layers.some(({ isStale }) => isStale);
  const published = await listPublished(db, isAnyStale ? null : [...new Set(moved.map(({ slug }) => slug))]);
  for (const entry of moved) published.delete(keyOf(entry));
  for (const snapshot of await listSeen(db, moved.filter(isVisible))) published.set(keyOf(snapshot), snapshot);
  const touched = new Set(moved.map(keyOf));
  const plans = layers.map((layer) => ({
    layer,
    changes: changesOf(layer.chapter.slug, layer.isStale ? new Set(published.keys()) : touched, published),
  }));
  const earlier = await loadDocuments(
    db,
    plans.flatMap(({ layer, changes }) => bundlesUnder(layer, changes)),
  );
  const loadBundle = (digest: string) => JSON.parse(earlier.get(digest)!) as BundleEntry[];
  const manifests = new Map<string, string>();
  for (const { layer, changes } of plans) {
    const { chapter, live, bundles, isStale } = layer;
    const context = {
      campaign,
      chapter,
      settings,
      compiledBy,
      keep: made.keep,
      freeze: made.freeze,
      refuse: made.refuse,
      loadBundle,
    };
    const isSame = !isStale && changes.length === 0;
    manifests.set(chapter.slug, isSame ? live!.manifest : await compileLayer(bundles, changes, context));
  }
  return manifests;
}

/** What changes in a chapter's layer: its own entries, and what stands over a national one that changed. */
function changesOf(chapter: string, touched: Set<string>, published: Map<string, Snapshot>): Change[] {
  const places = new Set<string>();
  for (const key of touched) {
    const owner = key.slice(0, key.indexOf('/'));
    const place = key.slice(key.indexOf('/') + 1);
    if (owner === chapter || (owner === 'national' && published.has(`${chapter}/${place}`))) places.add(place);
  }
  return [...places].map((place) => {
    const [kind, slug] = place.split('/') as [string, string];
    const base = chapter === 'national' ? null : (published.get(`national/${place}`) ?? null);
    return { kind, slug, entry: published.get(`${chapter}/${place}`) ?? null, base };
  });
}

function bundlesUnder({ bundles }: Layer, changes: readonly Change[]): string[] {
  const plurals = new Set(changes.map(({ kind }) => findKind(kind)!.plural));
  return [...plurals].flatMap((plural) => Object.values(bundles[plural] ?? {}));
}

type NewRelease = typeof releases.$inferInsert;

/** A release for every chapter whose layer, or the national one beneath, is another than before. */
function newReleases(layers: readonly Layer[], manifests: Map<string, string>): NewRelease[] {
  const createdAt = timestamp();
  return layers.flatMap(({ chapter, live }) => {
    const base = chapter.inherits === null ? null : manifests.get(chapter.inherits)!;
    const manifest = manifests.get(chapter.slug)!;
    if (live !== null && live.base === base && live.manifest === manifest) return [];
    return [{ id: crypto.randomUUID(), chapter: chapter.slug, base, manifest, createdAt }];
  });
}

/** Notes which revision was compiled: one that was written meanwhile waits for the next publish. */
function markPublished(db: Database, moved: readonly Head[]): Statement[] {
  return inChunks(moved, 500).map((piece) => {
    const compiled = piece.map((head) => [head.id, isPublic(head) ? head.revision : null]);
    const revisions = JSON.stringify(Object.fromEntries(compiled));
    return db.query
      .update(entries)
      .set({ publishedRevision: sql`(select value from json_each(${revisions}) where key = ${entries.id})` })
      .where(
        inArray(
          entries.id,
          piece.map(({ id }) => id),
        ),
      );
  });
}

function recordPublish(db: Database, by: Actor, layers: readonly Layer[], next: readonly NewRelease[]): Statement[] {
  const before = new Map(layers.map(({ chapter, live }) => [chapter.slug, live?.manifest ?? null]));
  const acts = next.map(({ chapter, manifest }) => ({
    action: 'publish' as const,
    chapter,
    target: `releases/${chapter}`,
    before: before.get(chapter) ?? null,
    after: manifest,
  }));
  return recordActs(db, by, timestamp(), acts);
}

function pointTo(db: Database, next: readonly NewRelease[]): Statement[] {
  const pointers = next.map(({ chapter, id }) => ({ chapter, release: id }));
  return [
    ...inChunks(next, 500).map((piece) => db.query.insert(releases).values(piece)),
    ...movePointers(db, pointers, timestamp()),
  ];
}
