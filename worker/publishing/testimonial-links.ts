import { and, gt, isNotNull, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { testimonialLinks } from '../../schema/tables/testimonial-links.ts';
import type { EntrySource } from '../../schema/wire/content-set.ts';
import type { ProblemDetail } from '../../schema/wire/problem.ts';
import type { Database } from '../db.ts';
import type { Config } from '../env.ts';
import { readToken, signToken } from '../signed-token.ts';

const Claims = z.strictObject({ link: z.string() });

/** To give a testimonial, or to see it and take it back. */
type Purpose = 'testimonial-link' | 'testimonial-own';

/** What opens a link. That of one's own words does not expire: nor does the right to take them back. */
export function signLink({ INTAKE_SECRET }: Config, purpose: Purpose, link: string): Promise<string> {
  return signToken(INTAKE_SECRET, purpose, { link });
}

/** The id of the link that a token opens; null where it is forged, spoiled, or for something else. */
export async function readLink({ INTAKE_SECRET }: Config, purpose: Purpose, token: string): Promise<string | null> {
  const claims = await readToken(INTAKE_SECRET, purpose, token);
  return claims === null ? null : Claims.parse(claims).link;
}

/** Links by which words can still come. */
export function isOpen(now: string) {
  const { revokedAt, usedAt, expiresAt } = testimonialLinks;
  return and(isNull(revokedAt), isNull(usedAt), gt(expiresAt, now));
}

/** An entry as it is to be, and what its pointers begin with. */
interface Named {
  chapter: string;
  entry: EntrySource;
  at?: string;
}

/**
 * What entries would be that came by a link, and is not as their people left it: the digest of what they agreed to
 * stays, and what was taken back stays so.
 */
export async function listNotAsGiven(db: Database, all: readonly Named[]): Promise<ProblemDetail[]> {
  const named = all.filter(({ entry: { kind, mode } }) => kind === 'testimonial' && mode === 'own');
  if (named.length === 0) return [];
  const { chapter, slug, consentDigest, withdrawnAt } = testimonialLinks;
  const rows = await db.query
    .select({ chapter, slug, consentDigest, withdrawnAt })
    .from(testimonialLinks)
    .where(isNotNull(testimonialLinks.usedAt));
  const given = new Map(rows.map((row) => [`${row.chapter}/${row.slug}`, row]));
  return named.flatMap(({ chapter, entry: { slug, shared }, at = '' }) => {
    const link = given.get(`${chapter}/${slug}`);
    // It was checked by its kind.
    const { status, digest } = shared['consent'] as { status: string; digest?: string };
    if (link === undefined || status === 'withdrawn') return [];
    if (link.withdrawnAt !== null) {
      return [{ pointer: `${at}/shared/consent/status`, detail: 'Its person took it back, for good' }];
    }
    const detail = 'It came by a link: what its person agreed to stays as it is';
    return digest === link.consentDigest ? [] : [{ pointer: `${at}/shared/consent/digest`, detail }];
  });
}
