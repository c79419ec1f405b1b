import { createMiddleware } from 'hono/factory';
import { sha256Hex } from '../schema/kinds/digest.ts';
import { readConfig, type Bindings } from './env.ts';
import { ProblemError } from './problem.ts';

/** Lets only requests with the management token pass. */
export const requireManageToken = createMiddleware<Bindings>(async (c, next) => {
  const sent = /^Bearer (.+)$/.exec(c.req.header('Authorization') ?? '')?.[1] ?? '';
  // Digests have equal lengths, and tell nothing about how much of the token was right.
  const [a, b] = await Promise.all([sha256Hex(sent), sha256Hex(readConfig(c.env).MANAGE_TOKEN)]);
  if (a !== b) {
    throw new ProblemError('unauthorized', { headers: { 'WWW-Authenticate': 'Bearer' } });
  }
  await next();
});
