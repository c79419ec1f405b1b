import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { ProblemError } from './problem.ts';

/** Under which origins browsers know this host: a proxy that ends TLS hands on by http what came by https. */
export function ownOrigins(url: string): string[] {
  const { origin, host } = new URL(url);
  return [...new Set([origin, `https://${host}`])];
}

/**
 * Refuses what a page of another origin had a browser send along with its cookies.
 * @throws {ProblemError} `forbidden`.
 */
export function refuseOtherOrigins(c: Context): void {
  const site = c.req.header('Sec-Fetch-Site');
  const isOurs = site === undefined ? isOursByOrigin(c) : site === 'same-origin';
  if (!isOurs) throw new ProblemError('forbidden', { detail: 'It does not come from a page of this origin' });
}

/** For browsers that do not say `Sec-Fetch-Site`. What changes nothing, no other origin can read. */
function isOursByOrigin(c: Context): boolean {
  if (['GET', 'HEAD'].includes(c.req.method)) return true;
  return ownOrigins(c.req.url).includes(c.req.header('Origin') ?? '');
}

/** Lets only requests pass that pages of this origin make. */
export const requireOwnOrigin = createMiddleware(async (c, next) => {
  refuseOtherOrigins(c);
  await next();
});
