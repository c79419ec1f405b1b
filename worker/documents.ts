import { inArray } from 'drizzle-orm';
import { documents } from '../schema/tables/releases.ts';
import type { Database } from './db.ts';
import { inChunks } from './sql.ts';

/** Documents by their digests, in one query for every 500. */
export async function loadDocuments(db: Database, digests: readonly string[]): Promise<Map<string, string>> {
  const pieces = inChunks([...new Set(digests)], 500).map((piece) =>
    db.query
      .select({ digest: documents.digest, body: documents.body })
      .from(documents)
      .where(inArray(documents.digest, piece)),
  );
  return new Map((await Promise.all(pieces)).flat().map(({ digest, body }) => [digest, body]));
}
