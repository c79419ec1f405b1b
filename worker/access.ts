import { and, eq, or, sql, type SQL } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { sha256Hex } from '../schema/kinds/digest.ts';
import { tokens } from '../schema/tables/access.ts';
import { organizers } from '../schema/tables/desk.ts';
import type { Action, Grant } from '../schema/wire/access.ts';
import { openDatabase, type Database } from './db.ts';
import { readConfig, type Bindings } from './env.ts';
import { refuseOtherOrigins } from './own-origin.ts';
import { ProblemError } from './problem.ts';
import { cookieOf, findSession, isGood, noteUse, type DeskSession } from './session.ts';

/** Who asks, and what they may do. */
export interface Authority {
  /** Id of the token or the organizer; `campaign` for the token of the environment. */
  token: string;
  name: string;
  grants: readonly Grant[];
  /** Null where it does not expire. */
  expiresAt: string | null;
}

/** What someone wants to act on; `*` where it is each of them. */
export type Target = Omit<Grant, 'action' | 'kind'> & { kind: string };

/** How ids of organizers begin, by which they differ from those of tokens. */
export const organizerPrefix = 'organizer_';

const everything: Target = { chapter: '*', locale: '*', kind: '*' };

const campaign: Authority = {
  token: 'campaign',
  name: 'campaign',
  grants: [{ chapter: '*', locale: '*', kind: '*', action: '*' }],
  expiresAt: null,
};

/** Lets requests with any good token or session pass. What it may do is asked where it is known what it wants. */
export const requireToken = createMiddleware<Bindings>(async (c, next) => {
  noteAuthority(c, await authenticate(c));
  await next();
});

/** Lets only those pass that may do this to everything. */
export function requireGrant(action: Action) {
  return createMiddleware<Bindings>(async (c, next) => {
    const authority = await authenticate(c);
    requireMay(authority, action, everything);
    noteAuthority(c, authority);
    await next();
  });
}

/** Lets only those pass that may exchange all content. */
export const requireManageToken = requireGrant('content');

function noteAuthority(c: Context, authority: Authority): void {
  c.set('authority', authority);
  c.header('Cache-Control', 'no-store');
}

function noteSession(c: Context, session: DeskSession): void {
  c.set('session', session);
}

/** Who asks, behind one of the above. */
export function authorityOf(c: Context): Authority {
  return c.get('authority') as Authority;
}

/** The session of who asks; null where a token does. */
export function sessionOf(c: Context): DeskSession | null {
  return (c.get('session') as DeskSession | undefined) ?? null;
}

/** Whether a grant allows this. */
export function may({ grants }: Authority, action: Action, { chapter, locale, kind }: Target): boolean {
  return grants.some((grant) => includes(grant, { action, chapter, locale, kind }));
}

/** @throws {ProblemError} `forbidden` where no grant allows this. */
export function requireMay(authority: Authority, action: Action, target: Target): void {
  if (!may(authority, action, target)) throw new ProblemError('forbidden', { detail: `Needs a grant to ${action}` });
}

/** Whether someone holds all of this themselves, and for as long: nobody hands on more. */
export function holds(maker: Authority, grants: readonly Grant[], expiresAt: string | null): boolean {
  const outlives = maker.expiresAt !== null && (expiresAt === null || expiresAt > maker.expiresAt);
  return !outlives && grants.every((wanted) => maker.grants.some((grant) => includes(grant, wanted)));
}

/** @throws {ProblemError} `forbidden` where someone would hand on more than they hold. */
export function requireHolds(maker: Authority, grants: readonly Grant[], expiresAt: string | null): void {
  if (!holds(maker, grants, expiresAt)) {
    throw new ProblemError('forbidden', { detail: 'Nobody can grant more than they hold, nor for longer' });
  }
}

/**
 * The rows that someone may know of, as a condition for the query itself.
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

function includes(grant: Grant, wanted: Target & { action: string }): boolean {
  return (
    coversAction(grant, wanted.action) &&
    covers(grant.chapter, wanted.chapter) &&
    covers(grant.locale, wanted.locale) &&
    covers(grant.kind, wanted.kind)
  );
}

/** Everything in a chapter is not yet to take away what its people sent. */
function coversAction({ action, chapter }: Grant, wanted: string): boolean {
  return covers(action, wanted) && (wanted !== 'export' || action !== '*' || chapter === '*');
}

function covers(granted: string, wanted: string): boolean {
  return granted === '*' || granted === wanted;
}

function unauthorized(): ProblemError {
  return new ProblemError('unauthorized', { headers: { 'WWW-Authenticate': 'Bearer' } });
}

async function authenticate(c: Context<Bindings>): Promise<Authority> {
  const header = c.req.header('Authorization');
  const cookie = header === undefined ? cookieOf(c) : undefined;
  return cookie === undefined ? authenticateToken(c, header ?? '') : authenticateSession(c, cookie);
}

async function authenticateToken(c: Context<Bindings>, header: string): Promise<Authority> {
  const sent = /^Bearer (.+)$/.exec(header)?.[1] ?? '';
  const config = readConfig(c.env);
  // Digests have equal lengths, and tell nothing about how much of the token was right.
  const [digest, bootstrap] = await Promise.all([sha256Hex(sent), sha256Hex(config.MANAGE_TOKEN)]);
  if (isEqual(digest, bootstrap)) return campaign;
  const id = /^uwh_([0-9a-f]{16})_/.exec(sent)?.[1];
  const known = id === undefined ? null : await findToken(openDatabase(config), id);
  if (known === null || !isEqual(digest, known.digest)) throw unauthorized();
  return known.authority;
}

/** A browser sends the cookie whoever had it ask: only pages of ours may. */
async function authenticateSession(c: Context<Bindings>, cookie: string): Promise<Authority> {
  refuseOtherOrigins(c);
  const db = openDatabase(readConfig(c.env));
  const known = await findSession(db, cookie);
  if (known === null || !isEqual(known.sent, known.digest)) throw unauthorized();
  noteUse(c, db, known.session, known.lastUsedAt);
  noteSession(c, known.session);
  return toAuthority(known.organizer);
}

/** What a token or an organizer may do now, by its id; null where it is revoked or has expired. */
export async function findAuthority(db: Database, id: string): Promise<Authority | null> {
  if (id === campaign.token) return campaign;
  if (!id.startsWith(organizerPrefix)) return (await findToken(db, id))?.authority ?? null;
  const { id: token, name, grants, expiresAt } = organizers;
  const [row] = await db.query
    .select({ token, name, grants, expiresAt })
    .from(organizers)
    .where(and(eq(organizers.id, id), isGood(organizers)));
  return row === undefined ? null : toAuthority(row);
}

async function findToken(db: Database, id: string): Promise<{ authority: Authority; digest: string } | null> {
  const { id: token, name, grants, expiresAt, digest } = tokens;
  const [row] = await db.query
    .select({ token, name, grants, expiresAt, digest })
    .from(tokens)
    .where(and(eq(tokens.id, id), isGood(tokens)));
  return row === undefined ? null : { authority: toAuthority(row), digest: row.digest };
}

/** Grants were checked before they were written. */
function toAuthority({ token, name, grants, expiresAt }: Omit<Authority, 'grants'> & { grants: object[] }): Authority {
  return { token, name, grants: grants as Grant[], expiresAt };
}

/** Compares in a time that does not depend on where they differ. */
export function isEqual(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let index = 0; index < a.length; index++) difference |= a.charCodeAt(index) ^ b.charCodeAt(index);
  return difference === 0;
}
