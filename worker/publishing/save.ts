import { and, eq, isNull, ne } from 'drizzle-orm';
import type { Kind } from '../../schema/kinds/kind.ts';
import { entries } from '../../schema/tables/content.ts';
import type { EntrySource } from '../../schema/wire/content-set.ts';
import { may, type Authority } from '../access.ts';
import type { Actor } from '../audit.ts';
import { checkEntry } from '../check-content.ts';
import { timestamp } from '../clock.ts';
import type { Database, Statement } from '../db.ts';
import { ProblemError } from '../problem.ts';
import { listNational, listOver, type Authored } from './authored.ts';
import { changesTo } from './entries.ts';
import { listUnknownImages } from './images.ts';
import { readCampaign } from './input.ts';
import { followChanges } from './schedule.ts';
import { listNotAsGiven } from './testimonial-links.ts';
import { noteUpstream } from './upstream.ts';
import { writeOnce } from './write.ts';

interface Change {
  place: { chapter: string; kind: Kind; slug: string };
  /** What is there now, removed or not. */
  known: Authored | null;
  source: Omit<EntrySource, 'kind' | 'slug'>;
  /** The locale whose words are being translated, however little they change. */
  translated?: string;
  /** Whether it was so before: then it keeps what was noted of its sources. */
  isRestored?: boolean;
  /** What is written in the same transaction. */
  along?: readonly Statement[];
}

/**
 * Writes the next version of an entry, checked by the same rules as files.
 * @throws {ProblemError} `invalid_request`, or `stale_revision` (`already_exists` for a new entry) where someone else
 * came first; nothing was written then.
 */
export async function saveEntry(
  db: Database,
  by: Authority,
  { place, known, source, translated, isRestored = false, along = [] }: Change,
): Promise<void> {
  const { chapter, kind, slug } = place;
  const isNational = chapter === 'national';
  const [campaign, bases] = await Promise.all([readCampaign(db), listNational(db, [kind.name], [slug])]);
  const national = isNational ? undefined : bases.get(`${kind.name}/${slug}`);
  const tags = new Set(campaign.locales.map(({ tag }) => tag));
  const { entry, errors } = await checkEntry({ kind: kind.name, slug, ...source }, { chapter, national, tags });
  if (await isTakenElsewhere(db, place, source.mode))
    errors.push({ pointer: '/slug', detail: 'Another chapter has this slug' });
  if (errors.length === 0) errors.push(...(await listUnknownImages(db, entry)));
  if (errors.length === 0) errors.push(...(await listNotAsGiven(db, [{ chapter, entry }])));
  if (errors.length > 0) throw new ProblemError('invalid_request', { errors });
  const before = known?.deletedAt === null ? known.source.translations : {};
  const checked = isRestored ? entry : await noteUpstream(entry, { before, national, campaign, translated });
  const write = { chapter, kind: kind.name, slug, known, source: checked };
  const { statements } = await changesTo(db, [write], by, timestamp());
  const mayPublish = may(by, 'publish', { chapter, locale: '*', kind: kind.name });
  const follow = known !== null && mayPublish && statements.length > 0 ? [followChanges(db, known.id)] : [];
  await writeOnce(db, [...statements, ...follow, ...along], known === null ? 'already_exists' : 'stale_revision');
}

/** Whether a slug that no two chapters may have is another's, be it of a removed chapter: that may come back. */
async function isTakenElsewhere(
  db: Database,
  { chapter, kind, slug }: Change['place'],
  mode: EntrySource['mode'],
): Promise<boolean> {
  if (kind.isSlugShared !== true || mode !== 'own') return false;
  const rows = await db.query
    .select({ chapter: entries.chapter })
    .from(entries)
    .where(
      and(
        eq(entries.kind, kind.name),
        eq(entries.slug, slug),
        eq(entries.mode, 'own'),
        ne(entries.chapter, chapter),
        isNull(entries.deletedAt),
      ),
    );
  return rows.length > 0;
}

/**
 * Removes an entry; its versions stay.
 * @throws {ProblemError} `in_use` where chapters change it, or `stale_revision`.
 */
export async function removeEntry(db: Database, by: Actor, { place, known }: Omit<Change, 'source'>): Promise<void> {
  const { chapter, kind, slug } = place;
  if (chapter === 'national' && (await listOver(db, kind, slug, ['override', 'hide'])).length > 0) {
    throw new ProblemError('in_use', { detail: 'Chapters change this entry: they must let go of it first' });
  }
  const { statements } = await changesTo(
    db,
    [{ chapter, kind: kind.name, slug, known, source: null }],
    by,
    timestamp(),
  );
  await writeOnce(db, statements, 'stale_revision');
}

/** Refuses a national entry where a chapter has one of its own. */
export async function refuseOverOwn(db: Database, { chapter, kind, slug }: Change['place']): Promise<void> {
  if (chapter === 'national' && (await listOver(db, kind, slug, ['own'])).length > 0) {
    throw new ProblemError('already_exists', { detail: 'A chapter has its own entry of this slug' });
  }
}
