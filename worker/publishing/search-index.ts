import { sql } from 'drizzle-orm';
import type { Database, Statement } from '../db.ts';
import { inChunks, rawStatement } from '../sql.ts';
import { placeCode, rowOf, searchedTexts, tokensOf, type SearchedItem } from '../words.ts';

/** What makes these items, by the digests of their documents, be found. Those that are found already are not read. */
export async function indexStatements(db: Database, items: ReadonlyMap<string, SearchedItem>): Promise<Statement[]> {
  const rows = new Map([...items].map(([digest, item]) => [rowOf(digest), item]));
  const known = await listKnown(db, [...rows.keys()]);
  const unknown = [...rows].filter(([row]) => !known.has(row));
  return inChunks(unknown, 500).map((piece) => {
    const values = piece.map(([row, item]) => {
      const { title, body } = searchedTexts(item);
      return sql`(${row}, ${tokensIn(title, item)}, ${tokensIn(body, item)}, ${item.kind})`;
    });
    return rawStatement(sql`insert into search (rowid, title, body, kind) values ${sql.join(values, sql`, `)}`);
  });
}

function tokensIn(text: string, { chapter, locale }: SearchedItem): string {
  const place = placeCode(chapter, locale);
  return tokensOf(text, locale)
    .map((token) => place + token)
    .join(' ');
}

async function listKnown(db: Database, rows: readonly number[]): Promise<Set<number>> {
  const pieces = inChunks(rows, 500).map((piece) =>
    db.query.all<{ rowid: number }>(sql`select rowid from search where rowid in ${piece}`),
  );
  return new Set((await Promise.all(pieces)).flat().map(({ rowid }) => rowid));
}
