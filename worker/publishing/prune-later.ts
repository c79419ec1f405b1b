import type { Context } from 'hono';
import type { Bindings } from '../env.ts';
import { describeError, logError } from '../log.ts';
import { databaseOf } from './input.ts';
import { prune } from './prune.ts';

/** Prunes once the answer is sent. A failure is logged: the next publish tries again. */
export function pruneLater(c: Context<Bindings>): void {
  const pruning = prune(databaseOf(c)).catch((error: unknown) => {
    logError({ event: 'prune_failed', ...describeError(error) });
  });
  c.executionCtx.waitUntil(pruning);
}
