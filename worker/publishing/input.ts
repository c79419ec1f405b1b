import type { Context } from 'hono';
import { z } from 'zod';
import { campaigns } from '../../schema/tables/content.ts';
import type { CampaignSource } from '../../schema/wire/content-set.ts';
import { openDatabase, type Database } from '../db.ts';
import { readConfig, type Bindings } from '../env.ts';
import { limitBody, requireJson } from '../http.ts';
import { problemDetails, ProblemError } from '../problem.ts';

/** Before a body is read: 256 KiB of JSON at most. */
export const smallJson = [limitBody(256 * 1024), requireJson] as const;

/** The database, for this request. */
export function databaseOf(c: Context<Bindings>): Database {
  return openDatabase(readConfig(c.env));
}

/**
 * Reads values by their schema.
 * @throws {ProblemError} `invalid_request` with what is wrong where.
 */
export function parse<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  target: 'json' | 'query' | 'param',
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (!result.success) throw new ProblemError('invalid_request', { errors: problemDetails(result.error, target) });
  return result.data;
}

/** Reads the body by its schema. */
export async function parseBody<Schema extends z.ZodType>(c: Context, schema: Schema): Promise<z.output<Schema>> {
  const body: unknown = await c.req.json().catch((error: unknown) => {
    if (error instanceof SyntaxError) throw new ProblemError('malformed_json');
    throw error;
  });
  return parse(schema, body, 'json');
}

/**
 * Makes sure that who writes has read what is there now.
 * @throws {ProblemError} `precondition_required` without `If-Match`, `stale_revision` with another.
 */
export function requireMatch(c: Context, etag: string): void {
  const sent = c.req.header('If-Match');
  if (sent === undefined) throw new ProblemError('precondition_required');
  const isCurrent = sent.trim() === '*' || sent.split(',').some((each) => each.trim() === etag);
  if (!isCurrent) throw new ProblemError('stale_revision');
}

/** Of operations that change what was read before. */
export const IfMatch = z.object({
  'if-match': z.string().optional().meta({
    description: 'The `ETag` that you read; without it 428, and with one that is not current 412.',
  }),
});

/** The campaign's settings. */
export async function readCampaign(db: Database): Promise<CampaignSource> {
  const [row] = await db.query.select({ settings: campaigns.settings }).from(campaigns);
  if (row === undefined) throw new ProblemError('not_found', { detail: 'There is no campaign yet' });
  // It was checked before it was written.
  return row.settings as unknown as CampaignSource;
}
