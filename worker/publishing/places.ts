import { and, eq, isNull } from 'drizzle-orm';
import { chapters } from '../../schema/tables/content.ts';
import { isReadableBy, type Authority } from '../access.ts';
import type { Database } from '../db.ts';
import { ProblemError } from '../problem.ts';

/**
 * Makes sure that a chapter is there for this token: of a kind, or of any.
 * @throws {ProblemError} `not_found`, also where the token may not know of it.
 */
export async function requireChapter(
  db: Database,
  authority: Authority,
  chapter: string,
  kind: string | null = null,
): Promise<void> {
  const readable = isReadableBy(authority, { chapter: chapters.slug, kind });
  const [row] = await db.query
    .select({ slug: chapters.slug })
    .from(chapters)
    .where(and(eq(chapters.slug, chapter), isNull(chapters.deletedAt), readable));
  if (row === undefined) throw new ProblemError('not_found', { detail: 'There is no such chapter' });
}
