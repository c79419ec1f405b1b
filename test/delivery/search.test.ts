import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { SearchResults, type SearchResult } from '../../schema/wire/search.ts';
import { problemOf } from '../support/api.ts';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';

let stack: Awaited<ReturnType<typeof startPrivateStack>>;

const ask = (query: Record<string, string>, headers = {}) =>
  fetch(`${stack.origin}/v1/search?${new URLSearchParams(query).toString()}`, { headers });

async function search(query: Record<string, string>): Promise<SearchResult[]> {
  const response = await ask(query);
  expect(response.status, query['q']).toBe(200);
  return SearchResults.parse(await response.json()).data;
}
const slugs = async (query: Record<string, string>) => (await search(query)).map(({ slug }) => slug);
const marked = ({ snippet }: SearchResult) => snippet.filter(({ match }) => match).map(({ text }) => text);

const faq = (slug: string, question: string, answer: string, more = {}) =>
  entry('faq', slug, { position: 10 }, { question, answer }, more);
const inLocale = (slug: string, tag: string, question: string, answer: string) =>
  faq(slug, '', '', { translations: { [tag]: { method: 'original', fields: { question, answer } } } });

const long = `${'Many other things are said before it. '.repeat(20)}The **ratification** vote is near. ${'And many more are said after it. '.repeat(20)}`;
const national = [
  faq('title', 'What is a stipend?', 'Money beside the wage.'),
  faq('body', 'What is paid?', 'A stipend, and another stipend: every stipend is paid as a stipend.'),
  faq('person', 'Who is José Łukasz Strauß?', 'Someone who fought for Þórr, Ægir and İzmir.'),
  faq('draft', 'A clandestine question?', 'Clandestine.', { status: 'draft' }),
  faq('long', 'When?', long),
  faq('changed', 'A question of caseloads', 'An umbrella.'),
  faq('hidden', 'A lighthouse question', 'A lighthouse.'),
  faq('both', 'A translated zeppelin', 'Zeppelin.', {
    translations: {
      en: { method: 'original', fields: { question: 'A translated zeppelin', answer: 'Zeppelin.' } },
      es: { method: 'human', fields: { question: 'El dirigible: zeppelin', answer: 'La negociación colectiva.' } },
    },
  }),
  faq('english', 'Only an English zeppelin', 'Zeppelin.'),
  inLocale('chinese', 'zh-Hans', '什么是工会？', '护士可以加入工会，争取更好的工资。'),
  inLocale('korean', 'ko', '임금은 어떻게 오르나요?', '노동조합이 임금을 교섭합니다.'),
  inLocale('vietnamese', 'vi', 'Công Đoàn là gì?', 'Công đoàn bảo vệ người lao động.'),
  inLocale('arabic', 'ar', 'ما هي النقابة؟', 'النِّقابة تجمع العمّال وتحمي أجورهم.'),
  inLocale('japanese', 'ja', '組合とは何ですか', '看護師は労働組合に入れます。ガス。'),
  entry('goal', 'goal', { position: 1 }, { title: 'A stipend for all', body: 'As a goal.' }),
];
const oregon = [
  entry('faq', 'changed', {}, { answer: 'A parasol, in Oregon.' }, { mode: 'override' }),
  entry('faq', 'hidden', {}, {}, { mode: 'hide', translations: {} }),
  faq('own', 'A rose garden in Oregon', 'Roses.'),
];

function polyglot(set = campaign(national, oregon)) {
  const added = ['zh-Hans', 'ko', 'vi', 'ar', 'ja'].map((tag) => ({
    tag,
    name: tag,
    direction: tag === 'ar' ? ('rtl' as const) : ('ltr' as const),
    fallback: ['en'],
  }));
  set.campaign.locales.push(...added);
  return set;
}

beforeAll(async () => {
  stack = await startPrivateStack();
  expect((await publish(stack, polyglot())).status).toBe(200);
});
afterAll(() => stack.stop());

describe('words of many languages', () => {
  it.each([
    ['工会', 'zh-Hans', 'chinese', '工会'],
    ['护士', 'zh-Hans', 'chinese', '护士'],
    ['임금', 'ko', 'korean', '임금을'],
    ['임금 교섭', 'ko', 'korean', '임금을'],
    ['doan', 'vi', 'vietnamese', 'đoàn'],
    ['Đoàn', 'vi', 'vietnamese', 'đoàn'],
    ['cong doan', 'vi', 'vietnamese', 'Công'],
    ['النقابة', 'ar', 'arabic', 'النِّقابة'],
    ['العمال', 'ar', 'arabic', 'العمّال'],
    ['看護師', 'ja', 'japanese', '看護師'],
    ['negociacion', 'es', 'both', 'negociación'],
    ['NEGOCIACIÓN COLECTIVA', 'es', 'both', 'negociación'],
    ['caseloads umbrella', 'en', 'changed', 'umbrella'],
  ])('%s (%s) finds %s', async (q, locale, slug, word) => {
    const results = await search({ q, locale });
    expect(results.map((result) => [result.slug, result.locale])).toEqual([[slug, locale]]);
    expect(marked(results[0]!)).toContain(word);
  });

  it.each(['José', 'jose', 'JOSE', 'lukasz', 'strauss', 'þórr', 'aegir', 'izmir', 'ｊｏｓｅ'])(
    '%s finds the person, however it is spelled',
    async (q) => expect(await slugs({ q, locale: 'en' })).toEqual(['person']),
  );

  it('does not take one kana for another', async () => {
    expect(await slugs({ q: 'ガス', locale: 'ja' })).toEqual(['japanese']);
    expect(await slugs({ q: 'カス', locale: 'ja' })).toEqual([]);
  });
});

describe('what is found', () => {
  it('has the best first: a title before a text, whatever the text repeats', async () => {
    const found = await slugs({ q: 'stipend', locale: 'en' });
    expect(found.toSorted()).toEqual(['body', 'goal', 'title']);
    expect(found.at(-1)).toBe('body');
  });

  it('has all words, and the last may be unfinished', async () => {
    expect(await slugs({ q: 'wage stip', locale: 'en' })).toEqual(['title']);
    expect(await slugs({ q: 'stip wage', locale: 'en' })).toEqual([]);
    expect(await slugs({ q: 'stipend parasol', locale: 'en' })).toEqual([]);
  });

  it('is of the kinds asked for', async () => {
    expect(await slugs({ q: 'stipend', locale: 'en', kinds: 'goal' })).toEqual(['goal']);
    expect((await slugs({ q: 'stipend', locale: 'en', kinds: 'goal,faq' })).length).toBe(3);
  });

  it('is shown with an excerpt whose matches are data', async () => {
    const [result] = await search({ q: 'ratification', locale: 'en' });
    expect(marked(result!)).toEqual(['ratification']);
    const text = result!.snippet.map((piece) => piece.text).join('');
    expect(text).toMatch(/^….*The ratification vote is near\..*…$/);
    expect(text.length).toBeLessThan(230);
    const [titled] = await search({ q: 'lighthouse question', locale: 'en' });
    expect(titled).toMatchObject({ kind: 'faq', slug: 'hidden', chapter: 'national', title: 'A lighthouse question' });
  });

  it('is never a draft', async () => {
    expect(await slugs({ q: 'clandestine', locale: 'en' })).toEqual([]);
  });
});

describe('what a chapter shows', () => {
  it('is found in its words there, and in the national ones elsewhere', async () => {
    expect(await slugs({ q: 'parasol', locale: 'en', chapter: 'oregon' })).toEqual(['changed']);
    expect(await slugs({ q: 'parasol', locale: 'en' })).toEqual([]);
    expect(await slugs({ q: 'umbrella', locale: 'en', chapter: 'oregon' })).toEqual([]);
    expect(await slugs({ q: 'umbrella', locale: 'en' })).toEqual(['changed']);
  });

  it('is what it added, and not what it hides', async () => {
    expect(await slugs({ q: 'rose', locale: 'en', chapter: 'oregon' })).toEqual(['own']);
    expect(await slugs({ q: 'rose', locale: 'en' })).toEqual([]);
    expect(await slugs({ q: 'lighthouse', locale: 'en', chapter: 'oregon' })).toEqual([]);
    expect(await slugs({ q: 'lighthouse', locale: 'en' })).toEqual(['hidden']);
  });

  it('falls back item by item, and says so of each', async () => {
    const found = await search({ q: 'zeppelin', locale: 'es' });
    expect(Object.fromEntries(found.map(({ slug, locale }) => [slug, locale]))).toEqual({ both: 'es', english: 'en' });
    expect(await slugs({ q: 'translated zeppelin', locale: 'es' })).toEqual([]);
  });
});

describe('what is asked', () => {
  const hostile = [
    '" OR',
    'NEAR(',
    '*',
    '-',
    ':',
    'title:stipend',
    'a"b',
    "'--",
    '^stipend',
    '{title}',
    '(',
    '\\',
    'AND',
  ];
  it.each([...hostile, 'NOT stipend', '\0', '\ud800', '🙂', 'a '.repeat(100), '工'.repeat(200), 'å'.repeat(200)])(
    '%j is words, or nothing',
    async (q) => {
      const response = await ask({ q, locale: 'en' });
      expect(response.status).toBe(200);
    },
  );

  it('finds nothing where it has no words', async () => {
    for (const q of ['?!', '*', '…']) expect(await search({ q, locale: 'en' })).toEqual([]);
  });

  it.each<[Record<string, string>, number, string]>([
    [{}, 422, '/query/q'],
    [{ q: '   ' }, 422, '/query/q'],
    [{ q: 'a'.repeat(201) }, 422, '/query/q'],
    [{ q: 'a', kinds: 'faq,nothing' }, 422, '/query/kinds'],
    [{ q: 'a', limit: '51' }, 422, '/query/limit'],
    [{ q: 'a', cursor: 'nonsense' }, 422, '/query/cursor'],
    [{ q: 'a', locale: 'en_US' }, 422, '/query/locale'],
  ])('%j is refused with its place', async (query, status, pointer) => {
    const response = await ask(query);
    expect(response.status).toBe(status);
    expect((await problemOf(response)).errors!.map((error) => error.pointer)).toEqual([pointer]);
  });

  it('of an unknown chapter is 404', async () => {
    expect((await ask({ q: 'a', chapter: 'nowhere' })).status).toBe(404);
  });
});

describe('pages', () => {
  const many = (word: string, times: number) =>
    Array.from({ length: times }, (_, index) => faq(`n-${index}`, `Question ${index}`, `${word} ${index}, in a list`));

  async function walk(path: string): Promise<string[]> {
    const response = await fetch(stack.origin + path);
    const { data, links } = SearchResults.parse(await response.json());
    expect(response.headers.get('Link')).toBe(links.next === undefined ? null : `<${links.next}>; rel="next"`);
    return [...data.map(({ slug }) => slug), ...(links.next === undefined ? [] : await walk(links.next))];
  }

  it('have each result once, also past rows that are shown no more, and go on when there is another publish', async () => {
    for (const words of ['heron', 'heron and ibis', 'heron and crane']) {
      expect((await publish(stack, polyglot(campaign([...national, ...many(words, 120)], oregon)))).status).toBe(200);
    }
    await vi.waitFor(async () => expect((await slugs({ q: 'crane', locale: 'en' })).length).toBe(20), 3000);
    const found = await walk('/v1/search?q=heron&locale=en&limit=50');
    expect(new Set(found).size).toBe(120);
    expect(found.length).toBe(120);
    expect(await slugs({ q: 'ibis', locale: 'en' })).toEqual([]);

    const first = SearchResults.parse(await (await ask({ q: 'heron', locale: 'en', limit: '50' })).json());
    const last = first.data.at(-1)!.slug;
    const others = many('heron and crane', 120).filter(({ slug }) => slug !== last);
    await publish(stack, polyglot(campaign([...national, ...others], oregon)));
    await vi.waitFor(async () => expect(await walk('/v1/search?q=heron&locale=en&limit=50')).toHaveLength(119), 3000);
    const rest = await walk(first.links.next!);
    expect(rest.length).toBeGreaterThan(68);
    expect(rest.length).toBeLessThan(72);
  });
});

describe('the answer', () => {
  it('can be kept as other reads are, each query by itself', async () => {
    const first = await ask({ q: 'stipend', locale: 'en' });
    const etag = first.headers.get('ETag')!;
    expect(first.headers.get('Cache-Control')).toBe('public, no-cache');
    expect(first.headers.get('Content-Language')).toBe('en');
    expect((await ask({ q: 'stipend', locale: 'en' }, { 'If-None-Match': etag })).status).toBe(304);
    for (const other of [{ q: 'stipend', locale: 'es' }, { q: 'stipends' }, { q: 'stipend', chapter: 'oregon' }]) {
      expect((await ask(other)).headers.get('ETag')).not.toBe(etag);
    }
  });
});
