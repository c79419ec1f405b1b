import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { registry } from '../../schema/kinds/index.ts';
import { itemOf, listOf } from '../../schema/wire/answer.ts';
import { Chapter } from '../../schema/wire/chapter.ts';
import { LocaleInfo } from '../../schema/wire/locale.ts';
import { get } from '../support/api.ts';

async function list<Schema extends z.ZodType>(path: string, item: Schema, headers = {}) {
  const response = await get(path, headers);
  expect(response.status).toBe(200);
  return listOf(item).parse(await response.json());
}

describe('reading the campaign', () => {
  it('answers every kind strictly by its schema, in both languages and both chapters', async () => {
    for (const kind of Object.values(registry)) {
      for (const query of ['locale=en', 'locale=es', 'chapter=oregon&locale=es']) {
        const { data, meta } = await list(`/v1/${kind.plural}?${query}`, kind.item);
        expect(meta.total, `${kind.plural}?${query}`).toBe(data.length);
        for (const { slug } of data) {
          const response = await get(`/v1/${kind.plural}/${slug}?${query}`);
          expect(itemOf(kind.item).parse(await response.json()).data).toEqual(data.find((each) => each.slug === slug));
        }
      }
    }
  });

  it('has ten questions and five goals, all in Spanish', async () => {
    const faqs = await list('/v1/faqs?locale=es', registry.faq.item);
    expect(faqs.data.map(({ locale }) => locale)).toEqual(Array(10).fill('es'));
    expect(faqs.data[0]!.question).toMatch(/^¿/);
    const goals = await list('/v1/goals?locale=es', registry.goal.item);
    expect(goals.data.map(({ locale }) => locale)).toEqual(Array(5).fill('es'));
  });

  it('shows Oregon the national questions, and says that they are national', async () => {
    const { data, meta } = await list('/v1/faqs?chapter=oregon', registry.faq.item);
    expect(meta.chapter).toBe('oregon');
    expect(data.map(({ chapter }) => chapter)).toEqual(Array(10).fill('national'));
  });

  it('shows national and local sections together in Oregon, and no local one nationally', async () => {
    const oregon = await list('/v1/sections?chapter=oregon', registry.section.item);
    const chapters = new Set(oregon.data.map(({ chapter }) => chapter));
    expect(chapters).toEqual(new Set(['national', 'oregon']));
    const national = await list('/v1/sections', registry.section.item);
    expect(new Set(national.data.map(({ chapter }) => chapter))).toEqual(new Set(['national']));
  });

  it('names the fields that Oregon has changed', async () => {
    const response = await get('/v1/sections/what-we-work-for?chapter=oregon&locale=en');
    const { data } = itemOf(registry.section.item).parse(await response.json());
    expect(data).toMatchObject({ chapter: 'oregon', overriddenFields: ['heading'] });
  });

  it('leaves out the wages, whose figures nobody has found', async () => {
    const { data } = await list('/v1/statistics?chapter=oregon', registry.statistic.item);
    expect(data.map(({ slug }) => slug)).not.toContain('oregon-wage-nurses');
    expect(data.every(({ value, source }) => value !== null && source !== null)).toBe(true);
  });

  it('says that the consent to a testimonial is not documented', async () => {
    const { data } = await list('/v1/testimonials?chapter=oregon', registry.testimonial.item);
    expect(data.map(({ name, consent }) => [name, consent.status])).toEqual([['L Pearson', 'not_documented']]);
  });

  it('gives Markdown as sanitized HTML and as text', async () => {
    const response = await get('/v1/articles/kaiser-strike?locale=en');
    const { body } = itemOf(registry.article.item).parse(await response.json()).data;
    expect(body.html).toContain('<h2>');
    expect(body.text).not.toMatch(/##|<h2>/);
  });
});

describe('choosing a locale', () => {
  it('falls back from a locale that is not published, and says so', async () => {
    const { data, meta } = await list('/v1/faqs?locale=fr-CA', registry.faq.item);
    expect(meta).toMatchObject({ locale: 'en', requestedLocale: 'fr-CA' });
    expect(data[0]!.locale).toBe('en');
  });

  it.each([
    ['es-MX,en;q=0.5', 'es'],
    ['fr;q=0.9, es;q=0.1, en;q=0', 'es'],
    ['*', 'en'],
    ['en;q=0.2, es;q=0.8', 'es'],
    ['not a header;;;', 'en'],
  ])('reads Accept-Language: %s', async (header, locale) => {
    const response = await get('/v1/goals', { 'Accept-Language': header });
    expect(response.headers.get('Content-Language')).toBe(locale);
    expect(response.headers.get('Vary')).toContain('Accept-Language');
  });

  it('prefers the parameter to the header', async () => {
    const response = await get('/v1/goals?locale=en', { 'Accept-Language': 'es' });
    expect(response.headers.get('Content-Language')).toBe('en');
  });
});

describe('caching', () => {
  it('answers 304 to the same bytes, and other ETags to another locale, chapter, query or kind', async () => {
    const paths = [
      '/v1/faqs?locale=en',
      '/v1/faqs?locale=es',
      '/v1/faqs?locale=en&chapter=oregon',
      '/v1/faqs?locale=en&limit=3',
      '/v1/goals?locale=en',
    ];
    const etags = await Promise.all(paths.map(async (path) => (await get(path)).headers.get('ETag')));
    expect(new Set(etags).size).toBe(paths.length);
    expect(etags.every((etag) => /^"[^"]+"$/.test(etag ?? ''))).toBe(true);
    const repeated = await get(paths[0]!, { 'If-None-Match': `"other", ${etags[0]}` });
    expect(repeated.status).toBe(304);
    expect(await repeated.text()).toBe('');
    expect(repeated.headers.get('Cache-Control')).toContain('stale-while-revalidate');
  });

  it('lets any origin read', async () => {
    const response = await get('/v1/faqs', { Origin: 'https://partner.example' });
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*');
  });
});

describe('pages of a list', () => {
  it('walks all items once, in order, by links and by the Link header', async () => {
    const whole = await list('/v1/faqs?locale=en', registry.faq.item);
    const seen: string[] = [];
    let path: string | undefined = '/v1/faqs?locale=en&limit=3';
    while (path !== undefined) {
      const response = await get(path);
      const page = listOf(registry.faq.item).parse(await response.json());
      expect(response.headers.get('Link')).toBe(
        page.links.next === undefined ? null : `<${page.links.next}>; rel="next"`,
      );
      seen.push(...page.data.map(({ slug }) => slug));
      path = page.links.next;
    }
    expect(seen).toEqual(whole.data.map(({ slug }) => slug));
  });
});

describe('chapters and locales', () => {
  it('lists the national campaign and Oregon in the language asked for', async () => {
    const { data } = await list('/v1/chapters?locale=es', Chapter);
    expect(data.map(({ slug, inherits, locale }) => [slug, inherits, locale])).toEqual([
      ['national', null, 'es'],
      ['oregon', 'national', 'es'],
    ]);
    const oregon = itemOf(Chapter).parse(await (await get('/v1/chapters/oregon?locale=es')).json());
    expect(oregon.data).toEqual(data[1]);
  });

  it('lists the published locales', async () => {
    const body: unknown = await (await get('/v1/locales')).json();
    expect(
      z
        .object({ data: z.array(LocaleInfo) })
        .parse(body)
        .data.map(({ tag }) => tag),
    ).toEqual(['en', 'es']);
  });
});
