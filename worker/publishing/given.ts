import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import { findKind } from '../../schema/kinds/index.ts';
import { consentDigest, type ConsentedText } from '../../schema/kinds/testimonial.ts';
import { entries, versions } from '../../schema/tables/content.ts';
import { revocations } from '../../schema/tables/releases.ts';
import { testimonialLinks } from '../../schema/tables/testimonial-links.ts';
import type { EntrySource } from '../../schema/wire/content-set.ts';
import type { Authority } from '../access.ts';
import { ifChanged, recordActs } from '../audit.ts';
import { changedTags, purge } from '../cache-tags.ts';
import { timestamp } from '../clock.ts';
import { openDatabase, type Database, type Statement } from '../db.ts';
import { readConfig } from '../env.ts';
import type { GivenWords } from '../given-words.ts';
import { ProblemError } from '../problem.ts';
import { changesTo, headColumns, type Head } from './entries.ts';
import { saveEntry } from './save.ts';
import { isOpen, readLink, signLink } from './testimonial-links.ts';
import { writeOnce } from './write.ts';

const kind = findKind('testimonial')!;

/** Whoever has the link: nothing is known of them, and nothing noted. */
function holderOf(link: string): Authority {
  return { token: `link_${link}`, name: 'by a link', grants: [], expiresAt: null };
}

async function findOpen(db: Database, id: string) {
  const { chapter, locale } = testimonialLinks;
  const [row] = await db.query
    .select({ chapter, locale })
    .from(testimonialLinks)
    .where(and(eq(testimonialLinks.id, id), isOpen(timestamp())));
  return row ?? null;
}

interface Given {
  head: Head;
  withdrawnAt: string | null;
  /** As it came: what its person agreed to. */
  first: EntrySource;
  newest: EntrySource;
}

async function findGiven(db: Database, id: string): Promise<Given | null> {
  const { chapter, slug, withdrawnAt } = testimonialLinks;
  const [row] = await db.query
    .select({ ...headColumns, withdrawnAt })
    .from(testimonialLinks)
    .innerJoin(entries, and(eq(entries.chapter, chapter), eq(entries.kind, kind.name), eq(entries.slug, slug)))
    .where(and(eq(testimonialLinks.id, id), isNotNull(testimonialLinks.usedAt)));
  if (row === undefined) return null;
  const { withdrawnAt: takenBack, ...head } = row;
  const rows = await db.query
    .select({ revision: versions.revision, source: versions.source })
    .from(versions)
    .where(and(eq(versions.entry, head.id), inArray(versions.revision, [1, head.revision])));
  // Every version was checked by its kind before it was written.
  const at = (revision: number) => rows.find((each) => each.revision === revision)!.source as unknown as EntrySource;
  return { head, withdrawnAt: takenBack, first: at(1), newest: at(head.revision) };
}

function textOf({ shared, translations }: EntrySource, chapter: string): ConsentedText {
  const { name, spokenIn: locale } = shared as { name: string; spokenIn: string };
  const { quote, attribution } = translations[locale]!.fields as { quote: string; attribution: string };
  return { chapter, locale, quote, name, attribution };
}

async function toEntry({ locale, name, quote, attribution, ...text }: ConsentedText, today: string) {
  const digest = await consentDigest({ locale, name, quote, attribution, ...text });
  return {
    mode: 'own' as const,
    status: 'draft' as const,
    shared: { position: 100, name, spokenIn: locale, consent: { status: 'documented', givenOn: today, digest } },
    translations: { [locale]: { method: 'original' as const, fields: { quote, attribution } } },
    digest,
  };
}

/** Marks a link in the transaction of what comes by it; where another came first, none of that happens. */
function markLink(db: Database, id: string, now: string, { action, set, where, chapter }: Mark): Statement[] {
  const act = { action, chapter, kind: kind.name, target: `testimonial-links/${id}` };
  return [
    db.query
      .update(testimonialLinks)
      .set(set)
      .where(and(eq(testimonialLinks.id, id), where)),
    ...recordActs(db, holderOf(id), ifChanged(1, now), [{ ...act, before: null, after: null }]),
  ];
}

interface Mark {
  action: 'update' | 'withdraw';
  chapter: string;
  set: Partial<typeof testimonialLinks.$inferInsert>;
  where: ReturnType<typeof isOpen>;
}

/** @throws {ProblemError} `stale_revision` where someone else changed it meanwhile. */
async function takeBack(db: Database, id: string, { head, newest }: Given): Promise<void> {
  const now = timestamp();
  const { chapter } = head;
  const mark: Mark = {
    action: 'withdraw',
    set: { withdrawnAt: now },
    where: isNull(testimonialLinks.withdrawnAt),
    chapter,
  };
  const consent = { ...(newest.shared['consent'] as object), status: 'withdrawn', withdrawnOn: now.slice(0, 10) };
  const source = { ...newest, shared: { ...newest.shared, consent } };
  const isThere = head.deletedAt === null;
  const write = { chapter, kind: kind.name, slug: head.slug, known: head, source };
  const statements = isThere
    ? (await changesTo(db, [write], holderOf(id), now)).statements
    : // Earlier releases still have it.
      [db.query.insert(revocations).values({ entry: head.id, isRevoked: true, notedAt: now })];
  await writeOnce(db, [...statements, ...markLink(db, id, now, mark)], 'stale_revision');
}

const attempts = [1, 2, 3];

/** What workers do by links. */
export const givenWords: GivenWords = {
  async open(env, token) {
    const config = readConfig(env);
    const db = openDatabase(config);
    const fresh = await readLink(config, 'testimonial-link', token);
    if (fresh !== null) {
      const link = await findOpen(db, fresh);
      return link && { state: 'new', ...link };
    }
    const own = await readLink(config, 'testimonial-own', token);
    const given = own === null ? null : await findGiven(db, own);
    if (given === null) return null;
    const { head, first, withdrawnAt } = given;
    const withdrawnOn = withdrawnAt?.slice(0, 10) ?? null;
    return {
      state: 'given',
      ...textOf(first, head.chapter),
      isPublished: head.publishedRevision !== null,
      withdrawnOn,
    };
  },

  async give(env, token, text) {
    const config = readConfig(env);
    const db = openDatabase(config);
    const id = await readLink(config, 'testimonial-link', token);
    const link = id === null ? null : await findOpen(db, id);
    if (id === null || link === null || link.chapter !== text.chapter) return null;
    const now = timestamp();
    const { digest, ...source } = await toEntry(text, now.slice(0, 10));
    // Its address must tell nothing of its person.
    const slug = `by-link-${crypto.randomUUID().slice(0, 8)}`;
    const set = { usedAt: now, slug, consentDigest: digest };
    const along = markLink(db, id, now, { action: 'update', set, where: isOpen(now), chapter: link.chapter });
    const place = { chapter: link.chapter, kind, slug };
    try {
      await saveEntry(db, holderOf(id), { place, known: null, source, along });
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'already_exists') return null;
      throw error;
    }
    return signLink(config, 'testimonial-own', id);
  },

  async withdraw(c, token) {
    const config = readConfig(c.env);
    const db = openDatabase(config);
    const id = await readLink(config, 'testimonial-own', token);
    for (const attempt of attempts) {
      const given = id === null ? null : await findGiven(db, id);
      if (id === null || given === null) return false;
      if (given.withdrawnAt !== null) return true;
      try {
        await takeBack(db, id, given);
        purge(c.executionCtx, changedTags(given.head.chapter, [kind.name]));
        return true;
      } catch (error) {
        const isStale = error instanceof ProblemError && error.code === 'stale_revision';
        if (!isStale || attempt === attempts.at(-1)) throw error;
      }
    }
    return false;
  },
};
