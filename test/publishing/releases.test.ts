import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemOf } from '../support/api.ts';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';

type Item = Record<string, unknown>;
const faq = (slug: string, question: string, more = {}) =>
  entry('faq', slug, { position: 10 }, { question, answer: 'A' }, more);
const testimonial = (status: string, quote = 'Our words') =>
  entry(
    'testimonial',
    'sam',
    { position: 1, name: 'Sam Example', spokenIn: 'en', consent: { status } },
    { quote, attribution: 'A' },
  );

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
beforeAll(async () => {
  stack = await startPrivateStack();
});
afterAll(() => stack.stop());

async function read(path: string): Promise<Item[]> {
  const response = await fetch(`${stack.origin}/v1/${path}`);
  return response.ok ? (await response.json<{ data: Item[] }>()).data : [];
}

/** Reads until it is what was published, 2 s and what a busy machine adds at the most. */
async function until(path: string, isThere: (data: Item[]) => boolean): Promise<Item[]> {
  let data: Item[] = [];
  await expect.poll(async () => isThere((data = await read(path))), { timeout: 4000, interval: 50 }).toBe(true);
  return data;
}
const asks =
  (...questions: string[]) =>
  (data: Item[]) =>
    JSON.stringify(data.map((item) => item['question'])) === JSON.stringify(questions);

function manage(path: string, body: unknown, method = 'POST') {
  return fetch(`${stack.origin}/v1/manage/${path}`, {
    method,
    headers: { Authorization: `Bearer ${stack.manageToken}`, 'Content-Type': 'application/json' },
    ...(method === 'POST' && { body: JSON.stringify(body) }),
  });
}

async function liveRelease(chapter: string): Promise<string> {
  const response = await manage(`chapters/${chapter}/releases`, null, 'GET');
  const { data } = await response.json<{ data: { id: string; isLive: boolean }[] }>();
  return data.find(({ isLive }) => isLive)!.id;
}

describe('rolling back', () => {
  it('serves a chapter’s earlier release, the national content of then included, until national publishes again', async () => {
    await publish(stack, campaign([faq('n', 'National 1')], [faq('o', 'Oregon 1')]));
    await until('faqs?chapter=oregon', asks('National 1', 'Oregon 1'));
    const before = await liveRelease('oregon');
    await publish(stack, campaign([faq('n', 'National 2')], [faq('o', 'Oregon 2')]));
    await until('faqs?chapter=oregon', asks('National 2', 'Oregon 2'));

    expect((await manage('chapters/oregon/rollback', { release: before })).status).toBe(204);
    await until('faqs?chapter=oregon', asks('National 1', 'Oregon 1'));
    expect(await read('faqs')).toHaveLength(1);
    await until('faqs', asks('National 2'));
    expect(await liveRelease('oregon')).toBe(before);

    // Oregon's later words are written, and unpublished: a publish of all brings them back.
    await publish(stack, campaign([faq('n', 'National 3')], [faq('o', 'Oregon 2')]));
    await until('faqs?chapter=oregon', asks('National 3', 'Oregon 2'));
  });

  it('of national moves every chapter, each with its own layer of now', async () => {
    await publish(stack, campaign([faq('n', 'Before')], [faq('o', 'Oregon old')]));
    await until('faqs', asks('Before'));
    const before = await liveRelease('national');
    await publish(stack, campaign([faq('n', 'After')], [faq('o', 'Oregon new')]));
    await until('faqs?chapter=oregon', asks('After', 'Oregon new'));
    expect((await manage('chapters/national/rollback', { release: before })).status).toBe(204);
    await until('faqs', asks('Before'));
    await until('faqs?chapter=oregon', asks('Before', 'Oregon new'));
  });

  it('takes no release of another chapter, and none that is not there', async () => {
    const national = await liveRelease('national');
    for (const release of [national, 'nothing']) {
      expect((await manage('chapters/oregon/rollback', { release })).status).toBe(404);
    }
  });
});

describe('a testimonial whose consent is withdrawn', () => {
  it('disappears everywhere within 2 s, also from an earlier release that is rolled back to, and allows no stale reuse', async () => {
    await publish(stack, campaign([testimonial('documented')]));
    await until('testimonials', (data) => data.length === 1);
    const before = await liveRelease('national');
    const response = await fetch(`${stack.origin}/v1/testimonials`);
    expect(response.headers.get('Cache-Control')).toBe('public, no-cache');
    await publish(stack, campaign([testimonial('withdrawn')]));
    await until('testimonials', (data) => data.length === 0);
    await until('testimonials?chapter=oregon', (data) => data.length === 0);
    expect((await fetch(`${stack.origin}/v1/testimonials/sam`)).status).toBe(404);

    await manage('chapters/national/rollback', { release: before });
    await expect.poll(() => liveRelease('national')).toBe(before);
    for (const end = Date.now() + 2500; Date.now() < end;) expect(await read('testimonials')).toEqual([]);

    await publish(stack, campaign([testimonial('documented')]));
    await until('testimonials', (data) => data.length === 1);
  });
});

describe('a preview', () => {
  it('shows drafts through the ordinary reads, never cached, while others see what is published', async () => {
    await publish(stack, campaign([faq('n', 'Public')], [faq('o', 'Draft of Oregon', { status: 'draft' })]));
    await until('faqs?chapter=oregon', asks('Public'));
    const { data } = await (await manage('chapters/oregon/previews', {})).json<{ data: { token: string } }>();
    const preview = await fetch(`${stack.origin}/v1/faqs?chapter=oregon&preview=${data.token}`);
    expect(preview.headers.get('Cache-Control')).toBe('no-store');
    const { data: items } = await preview.json<{ data: Item[] }>();
    expect(items.map(({ question }) => question)).toEqual(['Public', 'Draft of Oregon']);
    expect(asks('Public')(await read('faqs?chapter=oregon'))).toBe(true);
  });

  it('is refused when it is forged, spoiled, or for another chapter', async () => {
    const { data } = await (await manage('chapters/oregon/previews', {})).json<{ data: { token: string } }>();
    const [payload, signature] = data.token.split('.') as [string, string];
    const forged = `${payload.slice(0, -2)}AA.${signature}`;
    for (const query of [
      `chapter=national&preview=${data.token}`,
      `chapter=oregon&preview=${forged}`,
      `chapter=oregon&preview=${payload}.x`,
      'chapter=oregon&preview=x',
    ]) {
      const response = await fetch(`${stack.origin}/v1/faqs?${query}`);
      expect((await problemOf(response)).errors![0]!.pointer).toBe('/query/preview');
    }
  });
});

describe('changes', () => {
  interface Answer {
    data: { change: string; kind: string; slug: string; item: Item | null }[];
    meta: { token: string; isComplete: boolean };
  }
  /** Reads to the end, applying what comes to a copy. */
  async function follow(copy: Map<string, Item>, token: string | null): Promise<string> {
    for (;;) {
      const since = token === null ? '' : `&since=${token}`;
      const answer = await (
        await fetch(`${stack.origin}/v1/changes?chapter=oregon&locale=en&limit=2${since}`)
      ).json<Answer>();
      for (const { kind, slug, item } of answer.data) {
        if (item === null) copy.delete(`${kind}/${slug}`);
        else copy.set(`${kind}/${slug}`, item);
      }
      token = answer.meta.token;
      if (answer.meta.isComplete) return token;
    }
  }
  async function all(): Promise<Map<string, Item>> {
    const copy = new Map<string, Item>();
    for (const plural of ['faqs', 'goals', 'testimonials']) {
      for (const item of await read(`${plural}?chapter=oregon&locale=en`))
        copy.set(`${String(item['kind'])}/${String(item['slug'])}`, item);
    }
    return copy;
  }

  it('from nothing give all, and from any token what differs: after edits, overrides, removals and a withdrawal', async () => {
    const goal = entry('goal', 'g', { position: 1 }, { title: 'T', body: 'B' });
    const override = entry('faq', 'b', {}, { question: 'B of Oregon' }, { mode: 'override' });
    const hide = entry('faq', 'a', {}, {}, { mode: 'hide', translations: {} });
    const steps = [
      campaign([faq('a', 'A'), faq('b', 'B'), testimonial('documented')]),
      campaign([faq('a', 'A2'), faq('b', 'B'), goal, testimonial('documented')], [override, faq('o', 'O')]),
      campaign([faq('a', 'A2'), faq('b', 'B2'), testimonial('withdrawn')], [override, hide]),
      campaign([faq('a', 'A2'), testimonial('documented', 'Said again')], []),
    ];
    const copies: { copy: Map<string, Item>; token: string | null }[] = [];
    for (const [index, step] of steps.entries()) {
      const marked = {
        ...step,
        chapters: step.chapters.map((each) => ({
          ...each,
          entries: [...each.entries, ...(each.slug === 'national' ? [faq('step', `Step ${index}`)] : [])],
        })),
      };
      expect((await publish(stack, marked)).status).toBe(200);
      await until('faqs?chapter=oregon&locale=en', (data) => data.some(({ question }) => question === `Step ${index}`));
      copies.push({ copy: new Map(), token: null });
      for (const each of copies) {
        each.token = await follow(each.copy, each.token);
        expect(each.copy).toEqual(await all());
      }
    }
  });

  it('of a token that is none are 422', async () => {
    for (const since of ['x', 'eyJ9', encodeURIComponent('{"a":1}')]) {
      expect((await fetch(`${stack.origin}/v1/changes?since=${since}`)).status).toBe(422);
    }
  });
});
