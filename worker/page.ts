import type { Context } from 'hono';
import { z } from 'zod';
import { ListLinks } from '../schema/wire/answer.ts';

/** How much of a list, and from where. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50).meta({ description: 'How many on a page.' }),
  cursor: z.string().max(200).optional().meta({ description: 'From `links.next` of the page before.' }),
});

/** `{ data: […], links }` of some row. */
export function pageOf<Schema extends z.ZodType>(row: Schema) {
  return z.strictObject({ data: z.array(row), links: ListLinks });
}

/**
 * Answers a page. The rows are one more than the page takes where there is a next one.
 * @param cursorOf where the page after a row begins.
 */
export function answerPage<Row>(
  c: Context,
  rows: readonly Row[],
  limit: number,
  cursorOf: (row: Row) => string | number,
): { data: Row[]; links: { self: string; next?: string } } {
  const url = new URL(c.req.url);
  const data = rows.slice(0, limit);
  const self = url.pathname + url.search;
  if (rows.length <= limit) return { data, links: { self } };
  url.searchParams.set('cursor', String(cursorOf(data.at(-1)!)));
  const next = url.pathname + url.search;
  c.header('Link', `<${next}>; rel="next"`);
  return { data, links: { self, next } };
}
