import type { ItemMeta, ListMeta } from '../../schema/wire/answer.ts';
import type { Receipt } from '../../schema/wire/signup.ts';

type Output<Schema extends { _zod: { output: unknown } }> = Schema['_zod']['output'];

export interface ItemAnswer<Data> {
  data: Data;
  meta: Output<typeof ItemMeta>;
}

export interface ListAnswer<Data> {
  data: Data[];
  meta: Output<typeof ListMeta>;
}

/** That something is kept, and the code by which its sender sees it. */
export interface Kept {
  data: Output<typeof Receipt>;
  code?: never;
  errors?: never;
}

interface Reading {
  answer: Promise<unknown>;
  readers: number;
  controller: AbortController;
}

/** The API's origin: where this file came from. */
export const home = new URL(import.meta.url).origin;

// Each element's file carries its own copy of this module; the page has one table of what is under way.
const shared = globalThis as { [key: symbol]: Map<string, Reading> | undefined };
const underway = (shared[Symbol.for('uwh.v1.underway')] ??= new Map<string, Reading>());

/**
 * Reads JSON. Those who want the same at the same time share one request; it is aborted when the last of them
 * has left. Rejects for a reader who has left, so that nothing late is ever shown.
 */
export async function get<Answer>(url: string, signal: AbortSignal, cache: RequestCache = 'default'): Promise<Answer> {
  let reading = underway.get(url);
  if (!reading) {
    const controller = new AbortController();
    const within = AbortSignal.any([controller.signal, AbortSignal.timeout(10_000)]);
    const answer = fetch(url, { cache, credentials: 'omit', signal: within })
      .then((answer) => (answer.ok ? answer.json() : Promise.reject()))
      .finally(() => underway.delete(url));
    underway.set(url, (reading = { answer, readers: 0, controller }));
  }
  const { controller, answer } = reading;
  reading.readers++;
  signal.addEventListener('abort', () => {
    if (--reading.readers) return;
    underway.delete(url);
    controller.abort();
  });
  const read = await answer;
  signal.throwIfAborted();
  return read as Answer;
}
