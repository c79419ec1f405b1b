import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dataOf, manage } from '../support/manage.ts';
import { campaign, publish, startPrivateStack } from '../support/private-stack.ts';

type Stack = Awaited<ReturnType<typeof startPrivateStack>>;
type Item = { kind: string; slug: string };
const chapters = ['national', 'oregon', 'ohio'] as const;
const locales = ['en', 'es'] as const;
const kinds = ['faq', 'testimonial'] as const;
const slugs = ['a', 'b', 'c'] as const;

// Histories side by side, each on its own API: all of them wait for releases to become known.
let stacks: Stack[];
beforeAll(async () => {
  stacks = await Promise.all(Array.from({ length: 3 }, () => startPrivateStack()));
  const ohio = {
    slug: 'ohio',
    region: 'US-OH',
    timeZone: 'America/New_York',
    translations: { en: { name: 'Ohio', description: 'Ohio' } },
  };
  for (const stack of stacks) {
    expect((await publish(stack, campaign([]))).status).toBe(200);
    expect((await manage(stack, 'POST', 'chapters', { body: ohio })).status).toBe(201);
    expect((await manage(stack, 'POST', 'publish', { body: { chapter: 'ohio' } })).status).toBe(200);
  }
});
afterAll(() => Promise.all(stacks.map((stack) => stack.stop())));

const place = {
  chapter: fc.constantFrom(...chapters),
  kind: fc.constantFrom(...kinds),
  slug: fc.constantFrom(...slugs),
};
const anyWords = fc.record(
  { en: fc.integer({ min: 0, max: 9 }), es: fc.integer({ min: 0, max: 9 }) },
  { requiredKeys: [] },
);
const writing = fc.record({
  act: fc.constant('write' as const),
  ...place,
  mode: fc.constantFrom('own' as const, 'own' as const, 'override' as const, 'hide' as const),
  status: fc.constantFrom('published' as const, 'published' as const, 'draft' as const),
  position: fc.integer({ min: 0, max: 3 }),
  consent: fc.constantFrom('documented' as const, 'documented' as const, 'withdrawn' as const),
  words: anyWords,
});
const operation = fc.oneof(
  { weight: 6, arbitrary: writing },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constantFrom('remove' as const, 'restore' as const, 'publish' as const, 'publishOne' as const),
      ...place,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ act: fc.constant('rollBack' as const), ...place, back: fc.integer({ min: 0, max: 5 }) }),
  },
);
type Writing = typeof writing extends fc.Arbitrary<infer Value> ? Value : never;
type Operation = typeof operation extends fc.Arbitrary<infer Value> ? Value : never;

/** Does it where the rules allow it: what makes no sense there is refused, and part of the history as well. */
async function perform(stack: Stack, each: Operation): Promise<void> {
  const { status } = await request(stack, each);
  expect(status, JSON.stringify(each)).toBeLessThan(500);
}

async function request(stack: Stack, each: Operation): Promise<Response> {
  const { chapter, kind, slug } = each;
  const at = `${kind}s/${slug}?chapter=${chapter}`;
  if (each.act === 'write') {
    const body = sourceOf(each);
    const made = await manage(stack, 'POST', `${kind}s?chapter=${chapter}`, { body: { slug, ...body } });
    return made.status === 409 ? manage(stack, 'PUT', at, { body, match: '*' }) : made;
  }
  if (each.act === 'rollBack') {
    const releases = await dataOf<{ id: string }[]>(await manage(stack, 'GET', `chapters/${chapter}/releases`));
    const release = releases[each.back % releases.length]!.id;
    return manage(stack, 'POST', `chapters/${chapter}/rollback`, { body: { release } });
  }
  if (each.act === 'remove') return manage(stack, 'DELETE', at, { match: '*' });
  if (each.act === 'restore') return manage(stack, 'POST', `${kind}s/${slug}/restore?chapter=${chapter}`, { body: {} });
  const entries = each.act === 'publishOne' && { entries: [{ kind, slug }] };
  return manage(stack, 'POST', 'publish', { body: { chapter, ...entries } });
}

function sourceOf({ kind, mode, status, position, consent, words }: Writing) {
  const shared =
    kind === 'faq' ? { position } : { position, name: 'Sam Example', spokenIn: 'en', consent: { status: consent } };
  const fieldsOf = (locale: string, word: number) =>
    kind === 'faq'
      ? { question: `${locale} ${word}?`, ...(mode === 'own' && { answer: `${locale} **${word}**` }) }
      : { quote: `${locale} ${word}`, ...(mode === 'own' && { attribution: `${locale} A worker` }) };
  const translations = Object.entries(words).map(([locale, word]) => [
    locale,
    { method: 'human', fields: fieldsOf(locale, word) },
  ]);
  if (mode === 'hide') return { mode, status, shared: {}, translations: {} };
  return { mode, status, shared, translations: Object.fromEntries(translations) as object };
}

/** Waits until what was done until now is what this isolate serves. */
async function untilKnown({ origin }: Stack): Promise<void> {
  const now = Date.now();
  const checkedAt = async () =>
    Date.parse((await (await fetch(`${origin}/healthz`)).json<{ checkedAt: string }>()).checkedAt);
  await expect.poll(checkedAt, { timeout: 6000, interval: 25 }).toBeGreaterThan(now);
}

/** One that keeps a copy of what a chapter shows in a locale. */
class Follower {
  readonly #stack: Stack;
  readonly #view: string;
  readonly #limit: number;
  readonly copy = new Map<string, Item>();
  #token: string | null = null;

  constructor(stack: Stack, view: string, limit: number) {
    this.#stack = stack;
    this.#view = view;
    this.#limit = limit;
  }

  /** Reads a page, and applies it. */
  async step(): Promise<boolean> {
    const since = this.#token === null ? '' : `&since=${this.#token}`;
    const response = await fetch(`${this.#stack.origin}/v1/changes?${this.#view}&limit=${this.#limit}${since}`);
    expect(response.status).toBe(200);
    const { data, meta } = await response.json<{
      data: (Item & { change: string; item: Item | null })[];
      meta: { token: string; isComplete: boolean };
    }>();
    for (const { change, kind, slug, item } of data) {
      const key = `${kind}/${slug}`;
      expect(change === 'removed').toBe(item === null);
      if (item === null) this.copy.delete(key);
      else this.copy.set(key, item);
    }
    this.#token = meta.token;
    return meta.isComplete;
  }

  async follow(): Promise<void> {
    for (let pages = 0; !(await this.step());) expect(++pages).toBeLessThan(100);
  }
}

async function readLists({ origin }: Stack, view: string): Promise<Map<string, Item>> {
  const lists = kinds.map(async (kind) => {
    const { data } = await (await fetch(`${origin}/v1/${kind}s?${view}`)).json<{ data: Item[] }>();
    return data.map((item): [string, Item] => [`${kind}/${item.slug}`, item]);
  });
  return new Map((await Promise.all(lists)).flat());
}

const views = chapters.flatMap((chapter) => locales.map((locale) => `chapter=${chapter}&locale=${locale}`));

async function runHistory(stack: Stack, rounds: Operation[][], limit: number): Promise<void> {
  const followers = new Map<string, Follower[]>(views.map((view) => [view, []]));
  // Reads a page in each round: what it was on the way to may be gone before it arrives.
  const slow = views.map((view) => ({ view, follower: new Follower(stack, view, 1) }));
  for (const operations of rounds) {
    for (const each of operations) await perform(stack, each);
    await untilKnown(stack);
    for (const { follower } of slow) await follower.step();
    for (const view of views) {
      const lists = await readLists(stack, view);
      const all = followers.get(view)!;
      all.push(new Follower(stack, view, limit));
      for (const follower of all) {
        await follower.follow();
        expect(follower.copy).toEqual(lists);
      }
    }
  }
  for (const { view, follower } of slow) {
    await follower.follow();
    expect(follower.copy).toEqual(await readLists(stack, view));
  }
}

it('replayed from nothing, and from any earlier token, changes give what the lists give', async () => {
  const rounds = fc.array(fc.array(operation, { minLength: 6, maxLength: 25 }), { minLength: 3, maxLength: 5 });
  const outcomes = await Promise.all(
    stacks.map((stack) =>
      fc.check(
        fc.asyncProperty(rounds, fc.integer({ min: 1, max: 3 }), (history, limit) => runHistory(stack, history, limit)),
        { numRuns: 4, endOnFailure: true },
      ),
    ),
  );
  expect(outcomes.map((outcome) => fc.defaultReportMessage(outcome)).join('')).toBe('');
}, 240_000);
