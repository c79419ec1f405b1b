import { and, eq, gt, isNull, or, sql, type SQL } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { sha256Hex } from '../schema/kinds/digest.ts';
import { tokens } from '../schema/tables/access.ts';
import type { Action, Grant } from '../schema/wire/access.ts';
import { timestamp } from './clock.ts';
import { openDatabase, type Database } from './db.ts';
import { readConfig, type Bindings } from './env.ts';
import { ProblemError } from './problem.ts';

/** Who asks, and what they may do. */
export interface Authority {
  /** Id of the token; `campaign` for the one of the environment. */
  token: string;
  name: string;
  grants: readonly Grant[];
  /** Null where it does not expire. */
  expiresAt: string | null;
}

/** What someone wants to act on; `*` where it is each of them. */
export type Target = Omit<Grant, 'action' | 'kind'> & { kind: string };

const everything: Target = { chapter: '*', locale: '*', kind: '*' };

const campaign: Authority = {
  token: 'campaign',
  name: 'campaign',
  grants: [{ chapter: '*', locale: '*', kind: '*', action: '*' }],
  expiresAt: null,
};

/** Lets requests with any good token pass. What it may do is asked where it is known what it wants. */
export const requireToken = createMiddleware<Bindings>(async (c, next) => {
  noteAuthority(c, await authenticate(c));
  await next();
});

/** Lets only tokens pass that may do this to everything. */
export function requireGrant(action: Action) {
  return createMiddleware<Bindings>(async (c, next) => {
    const authority = await authenticate(c);
    requireMay(authority, action, everything);
    noteAuthority(c, authority);
    await next();
  });
}

/** Lets only tokens pass that may exchange all content. */
export const requireManageToken = requireGrant('content');

function noteAuthority(c: Context, authority: Authority): void {
  c.set('authority', authority);
  c.header('Cache-Control', 'no-store');
}

/** Who asks, behind one of the above. */
export function authorityOf(c: Context): Authority {
  return c.get('authority') as Authority;
}

/** Whether a grant allows this. */
export function may({ grants }: Authority, action: Action, { chapter, locale, kind }: Target): boolean {
  return grants.some(
    (grant) =>
      covers(grant.action, action) &&
      covers(grant.chapter, chapter) &&
      covers(grant.locale, locale) &&
      covers(grant.kind, kind),
  );
}

/** @throws {ProblemError} `forbidden` where no grant allows this. */
export function requireMay(authority: Authority, action: Action, target: Target): void {
  if (!may(authority, action, target)) throw new ProblemError('forbidden', { detail: `Needs a grant to ${action}` });
}

/** Whether someone who holds these grants could hand on this one without giving more than they have. */
export function includesGrant({ grants }: Authority, wanted: Grant): boolean {
  return grants.some(
    (grant) =>
      covers(grant.action, wanted.action) &&
      covers(grant.chapter, wanted.chapter) &&
      covers(grant.locale, wanted.locale) &&
      covers(grant.kind, wanted.kind),
  );
}

/**
 * The rows that a token may know of, as a condition for the query itself.
 * @param of the columns to compare; a kind by its name, or null for rows that may be known by any kind.
 */
export function isReadableBy(
  { grants }: Authority,
  { chapter, kind }: { chapter: SQLiteColumn; kind: SQLiteColumn | string | null },
): SQL {
  const conditions = grants
    .filter((grant) => covers(grant.action, 'read') && (typeof kind !== 'string' || covers(grant.kind, kind)))
    .map((grant) =>
      and(
        grant.chapter === '*' ? sql`${chapter} is not null` : eq(chapter, grant.chapter),
        grant.kind === '*' || typeof kind === 'string' || kind === null ? undefined : eq(kind, grant.kind),
      ),
    );
  return or(...conditions) ?? sql`0`;
}

function covers(granted: string, wanted: string): boolean {
  return granted === '*' || granted === wanted;
}

async function authenticate(c: Context<Bindings>): Promise<Authority> {
  const sent = /^Bearer (.+)$/.exec(c.req.header('Authorization') ?? '')?.[1] ?? '';
  const config = readConfig(c.env);
  // Digests have equal lengths, and tell nothing about how much of the token was right.
  const [digest, bootstrap] = await Promise.all([sha256Hex(sent), sha256Hex(config.MANAGE_TOKEN)]);
  if (isEqual(digest, bootstrap)) return campaign;
  const id = /^uwh_([0-9a-f]{16})_/.exec(sent)?.[1];
  const known = id === undefined ? null : await findGood(openDatabase(config), id);
  if (known === null || !isEqual(digest, known.digest)) {
    throw new ProblemError('unauthorized', { headers: { 'WWW-Authenticate': 'Bearer' } });
  }
  return known.authority;
}

/** What a token may do now, by its id; null where it is revoked or has expired. */
export async function findAuthority(db: Database, token: string): Promise<Authority | null> {
  return token === campaign.token ? campaign : ((await findGood(db, token))?.authority ?? null);
}

async function findGood(db: Database, id: string): Promise<{ authority: Authority; digest: string } | null> {
  const isGood = and(isNull(tokens.revokedAt), or(isNull(tokens.expiresAt), gt(tokens.expiresAt, timestamp())));
  const [row] = await db.query
    .select({
      token: tokens.id,
      name: tokens.name,
      digest: tokens.digest,
      grants: tokens.grants,
      expiresAt: tokens.expiresAt,
    })
    .from(tokens)
    .where(and(eq(tokens.id, id), isGood));
  if (row === undefined) return null;
  const { digest, grants, ...rest } = row;
  // Grants were checked before they were written.
  return { authority: { ...rest, grants: grants as Grant[] }, digest };
}

/** Compares in a time that does not depend on where they differ. */
export function isEqual(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let index = 0; index < a.length; index++) difference |= a.charCodeAt(index) ^ b.charCodeAt(index);
  return difference === 0;
}
