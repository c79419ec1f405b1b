import { kinds } from '../schema/kinds/index.ts';
import { describeError, logError } from './log.ts';
import { inChunks } from './sql.ts';

/** What answers read that tell of all chapters or of the campaign's locales. */
export const chaptersTag = 'chapters';

// Cloudflare takes 30 and more in one call.
const tagsAtOnce = 30;
// By then every isolate has learned of it: until then one may give the edge again what it had before.
const againAfterMs = 2500;

/** Names what an answer read: a kind of a chapter or, without one, all of it; and the same of the national one beneath. */
export function readTags({ slug, inherits }: { slug: string; inherits: string | null }, kind?: string): string[] {
  const chapters = inherits === null ? [slug] : [slug, inherits];
  return chapters.map((chapter) => (kind === undefined ? chapter : `${chapter}:${kind}`));
}

/** Names what reads these kinds of a chapter; all of them where the chapter itself becomes another. */
export function changedTags(chapter: string, changed?: Iterable<string>): string[] {
  const names = changed === undefined ? kinds.map(({ name }) => name) : [...changed];
  const ofKinds = names.map((kind) => `${chapter}:${kind}`);
  return changed === undefined ? [chaptersTag, chapter, ...ofKinds] : [chapter, ...ofKinds];
}

/** What a request, or an object, is run with. */
interface EdgeContext {
  waitUntil: (promise: Promise<unknown>) => void;
  /** Where there is an edge. */
  cache?: CacheContext;
}

/** Has the edge forget what carries these tags, where there is an edge. What was written stays written if it can't. */
export function purge(context: EdgeContext, tags: Iterable<string>): void {
  const { cache } = context;
  const distinct = [...new Set(tags)];
  if (cache === undefined || distinct.length === 0) return;
  const twice = async () => {
    await purgeFrom(cache, distinct);
    await new Promise((resolve) => setTimeout(resolve, againAfterMs));
    await purgeFrom(cache, distinct);
  };
  context.waitUntil(twice());
}

async function purgeFrom(cache: CacheContext, all: readonly string[]): Promise<void> {
  try {
    for (const tags of inChunks(all, tagsAtOnce)) {
      const { success, errors } = await cache.purge({ tags });
      if (!success) logError({ event: 'cache_purge_failed', errorCode: String(errors[0]?.code) });
    }
  } catch (error) {
    logError({ event: 'cache_purge_failed', ...describeError(error) });
  }
}
