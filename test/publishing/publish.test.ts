import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemOf } from '../support/api.ts';
import { manage } from '../support/manage.ts';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';

const faq = (slug: string, question = 'Who?', more = {}) =>
  entry('faq', slug, { position: 10 }, { question, answer: 'We **are**.' }, more);

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
beforeAll(async () => {
  stack = await startPrivateStack();
});
afterAll(() => stack.stop());

/** Reads once this isolate has learned of what was just published. */
async function items(path: string, isThere: (data: Record<string, unknown>[]) => boolean) {
  for (let attempt = 0; attempt < 60; attempt++) {
    const response = await fetch(`${stack.origin}/v1/${path}`);
    const { data = [] } = await response.json<{ data?: Record<string, unknown>[] }>();
    if (response.ok && isThere(data)) return data;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`${path} did not become what was published within 3 s`);
}

const titled = (question: string) => (data: Record<string, unknown>[]) =>
  data.some((item) => item['question'] === question);

describe('before anything is published', () => {
  it('says that there is nothing yet', async () => {
    const response = await fetch(`${stack.origin}/v1/faqs`);
    expect(response.status).toBe(503);
    expect((await problemOf(response)).code).toBe('unavailable');
  });
});

describe('publishing', () => {
  it('needs the token', async () => {
    for (const token of ['', 'wrong', `${stack.manageToken}x`]) {
      const response = await publish(stack, campaign([]), token);
      expect(response.status).toBe(401);
      expect(response.headers.get('WWW-Authenticate')).toBe('Bearer');
    }
  });

  it('lays Oregon’s words over the national ones: added, changed in a field, hidden', async () => {
    const changed = entry('faq', 'changed', {}, { question: 'Who, in Oregon?' }, { mode: 'override' });
    const hidden = entry('faq', 'hidden', {}, {}, { mode: 'hide', translations: {} });
    const national = [faq('changed'), faq('hidden'), faq('kept')];
    expect((await publish(stack, campaign(national, [changed, hidden, faq('own')]))).status).toBe(200);
    const oregon = await items('faqs?chapter=oregon&locale=en', titled('Who, in Oregon?'));
    expect(oregon.map(({ slug, chapter, overriddenFields }) => [slug, chapter, overriddenFields])).toEqual([
      ['changed', 'oregon', ['question']],
      ['kept', 'national', []],
      ['own', 'oregon', []],
    ]);
    expect(oregon[0]!['answer']).toMatchObject({ html: '<p>We <strong>are</strong>.</p>' });
    const all = await items('faqs?locale=en', (data) => data.length === 3);
    expect(all.map(({ slug }) => slug)).toEqual(['changed', 'hidden', 'kept']);
  });

  it('does not show an English change over a Spanish text', async () => {
    const national = faq('both', 'Who?', {
      translations: {
        en: { method: 'original', fields: { question: 'Who?', answer: 'Us.' } },
        es: { method: 'human', fields: { question: '¿Quién?', answer: 'Nosotros.' } },
      },
    });
    const changed = entry('faq', 'both', {}, { question: 'Who, in Oregon?' }, { mode: 'override' });
    await publish(stack, campaign([national], [changed]));
    const [spanish] = await items('faqs?chapter=oregon&locale=es', titled('¿Quién?'));
    expect(spanish).toMatchObject({ chapter: 'national', locale: 'es', translation: 'human', overriddenFields: [] });
  });

  it('falls back item by item, and says so of each', async () => {
    const spanish = { es: { method: 'machine', fields: { question: '¿Quién?', answer: 'Nosotros.' } } };
    await publish(stack, campaign([faq('english', 'Only English'), faq('spanish', '', { translations: spanish })]));
    const data = await items('faqs?locale=es', titled('Only English'));
    expect(data.map(({ slug, locale, translation }) => [slug, locale, translation])).toEqual([
      ['english', 'en', 'original'],
      ['spanish', 'es', 'machine'],
    ]);
  });

  it('keeps an entry’s id and time while it stays as it is, and changes nothing where nothing changed', async () => {
    await publish(stack, campaign([faq('a', 'First'), faq('b', 'Second')]));
    const before = await items('faqs?locale=en', titled('Second'));
    const repeated: unknown = await (await publish(stack, campaign([faq('a', 'First'), faq('b', 'Second')]))).json();
    expect(repeated).toMatchObject({ data: { changed: false } });
    await publish(stack, campaign([faq('a', 'First'), faq('b', 'Changed')]));
    const after = await items('faqs?locale=en', titled('Changed'));
    expect(after[0]).toEqual(before[0]);
    expect(after[1]!['id']).toBe(before[1]!['id']);
    expect(after[1]!['updatedAt']).not.toBe(before[1]!['updatedAt']);
  });

  it('drops raw HTML, pictures and unsafe addresses', async () => {
    const answer =
      '<script>alert(1)</script>\n\n**x** <img src=x onerror=alert(1)> [a](javascript:alert(1)) ![p](https://x.example/p.png) [ok](https://ok.example/)';
    await publish(stack, campaign([entry('faq', 'unsafe', { position: 1 }, { question: 'Unsafe?', answer })]));
    const [item] = await items('faqs?locale=en', titled('Unsafe?'));
    const { html } = item!['answer'] as { html: string };
    expect(html).not.toMatch(/script|onerror|<img|javascript:|x\.example/);
    expect(html).toContain('<a href="https://ok.example/">ok</a>');
  });

  it('delivers no drafts, no figure without a value, no withdrawn testimonial', async () => {
    const consent = { status: 'withdrawn', givenOn: '2026-01-01', withdrawnOn: '2026-02-01' };
    const missing = { position: 1, value: null, unit: 'usd_per_hour', basis: 'missing', missing: 'The figure' };
    await publish(
      stack,
      campaign([
        faq('draft', 'Draft', { status: 'draft' }),
        faq('shown', 'Shown'),
        entry('statistic', 'missing', missing, { label: 'an hour' }),
        entry(
          'testimonial',
          'gone',
          { position: 1, name: 'Sam Example', spokenIn: 'en', consent },
          { quote: 'Q', attribution: 'A' },
        ),
      ]),
    );
    expect((await items('faqs?locale=en', titled('Shown'))).length).toBe(1);
    expect(await items('statistics', () => true)).toEqual([]);
    expect(await items('testimonials', () => true)).toEqual([]);
  });
});

const pledge = () => entry('pledge', 'local', { position: 1 }, { title: 'T', text: 'T', label: 'L' });

function nameless() {
  const set = campaign([]);
  return {
    ...set,
    chapters: set.chapters.map((each) => (each.slug === 'oregon' ? { ...each, translations: {} } : each)),
  };
}

function twice() {
  const set = campaign([]);
  return { ...set, chapters: [...set.chapters, set.chapters[1]!] };
}

function inBoth() {
  const set = campaign([], [pledge()]);
  return { ...set, chapters: [...set.chapters, { ...set.chapters[1]!, slug: 'washington' }] };
}

function inLocale(tag: string) {
  const set = campaign([]);
  const locale = { tag, name: 'X', direction: 'ltr' as const, fallback: [] };
  return { ...set, campaign: { ...set.campaign, defaultLocale: tag, locales: [locale] } };
}

describe('a set that can’t be published', () => {
  it.each([
    ['an unknown kind', campaign([entry('nothing', 'a', {}, {})]), '/chapters/0/entries/0/kind'],
    [
      'a missing field',
      campaign([entry('faq', 'a', { position: 1 }, { question: 'Q' })]),
      '/chapters/0/entries/0/translations/en/fields/answer',
    ],
    [
      'an unknown field',
      campaign([entry('faq', 'a', { position: 1, color: 'red' }, { question: 'Q', answer: 'A' })]),
      '/chapters/0/entries/0/shared/color',
    ],
    [
      'a figure without a source',
      campaign([entry('statistic', 'a', { position: 1, value: 1, unit: 'people', basis: 'campaign' }, { label: 'L' })]),
      '/chapters/0/entries/0/shared/source',
    ],
    ['the same slug twice', campaign([faq('a'), faq('a')]), '/chapters/0/entries/1/slug'],
    ['a change to nothing', campaign([], [faq('a', 'Q', { mode: 'override' })]), '/chapters/1/entries/0/mode'],
    ['a local entry under a national slug', campaign([faq('a')], [faq('a')]), '/chapters/1/entries/0/slug'],
    [
      'a locale that the campaign lacks',
      campaign([faq('a', 'Q', { translations: { fr: { method: 'human', fields: { question: 'Q', answer: 'A' } } } })]),
      '/chapters/0/entries/0/translations/fr',
    ],
    ['a chapter without a name', nameless(), '/chapters/1/translations'],
    ['a chapter twice', twice(), '/chapters/2/slug'],
    ['a locale that is no tag', inLocale('xx\r\nSet-Cookie: a=b'), '/campaign/locales/0/tag'],
    ['a locale named like a prototype', inLocale('__proto__'), '/campaign/locales/0/tag'],
    ['one pledge in two chapters', inBoth(), '/chapters/2/entries/0/slug'],
    [
      'Markdown nested without end',
      campaign([entry('faq', 'a', { position: 1 }, { question: 'Q', answer: '>'.repeat(5000) })]),
      '/chapters/0/entries/0/translations/en/fields/answer',
    ],
  ])('%s is refused with its place, and nothing changes', async (_, set, pointer) => {
    await publish(stack, campaign([faq('before', 'Before')]));
    await items('faqs?locale=en', titled('Before'));
    const response = await publish(stack, set);
    expect(response.status).toBe(422);
    expect((await problemOf(response)).errors!.map((error) => error.pointer)).toContain(pointer);
    expect((await items('faqs?locale=en', titled('Before'))).length).toBe(1);
  });
});

describe('Markdown', () => {
  it('keeps a first-level heading as a second-level one, links by http, and takes footnotes as they are written', async () => {
    const answer = '# Title\n\n[a](http://plain.example/) [b](//other.example/) note[^1]\n\n[^1]: Foot';
    await publish(stack, campaign([entry('faq', 'm', { position: 1 }, { question: 'Markdown?', answer })]));
    const [item] = await items('faqs?locale=en', titled('Markdown?'));
    const { html } = item!['answer'] as { html: string };
    expect(html).toContain('<h2>Title</h2>');
    expect(html).toContain('<a href="http://plain.example/">a</a> <a>b</a>');
    expect(html).not.toMatch(/user-content|Footnotes/);
  });
});

describe('a disclosure', () => {
  const disclosure = (text: string, review: object) =>
    entry('disclosure', 'sms-1', { channel: 'sms', version: 1 }, { text, links: { terms: 'T', privacy: 'P' }, review });
  const approved = { status: 'approved', by: 'A lawyer', on: '2026-11-01' };

  it('may change while it is a draft, and never once it was approved and public', async () => {
    expect((await publish(stack, campaign([disclosure('One', { status: 'draft' })]))).status).toBe(200);
    expect((await publish(stack, campaign([disclosure('Two', approved)]))).status).toBe(200);
    expect((await publish(stack, campaign([]))).status).toBe(200);
    const response = await publish(stack, campaign([disclosure('Three', approved)]));
    expect(response.status).toBe(409);
    expect((await problemOf(response)).code).toBe('disclosure_changed');
    expect((await publish(stack, campaign([disclosure('Two', approved)]))).status).toBe(200);
  });

  it('carries the digest of its very words', async () => {
    await publish(stack, campaign([disclosure('Two', approved)]));
    const [item] = await items('disclosures', (data) => data.length === 1);
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode('Two'));
    expect(item!['digest']).toBe(Buffer.from(digest).toString('hex'));
  });
});

describe('two publishers at once', () => {
  it('never mix: each is whole or told to try again', async () => {
    const sets = ['One', 'Two', 'Three', 'Four'].map((word) => campaign([faq('a', word), faq('b', word)]));
    const statuses = await Promise.all(sets.map(async (set) => (await publish(stack, set)).status));
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(0);
    expect(statuses.every((status) => status === 200 || status === 409)).toBe(true);
    const data = await items('faqs?locale=en', (all) => all.length === 2 && all[0]!['question'] !== 'Before');
    expect(data[0]!['question']).toBe(data[1]!['question']);
  });
});

describe('two chapters that publish at once', () => {
  it('both have what they wrote, or are told to try again', async () => {
    expect((await publish(stack, campaign([], []))).status).toBe(200);
    for (let round = 1; round <= 5; round++) {
      const written = ['national', 'oregon'].map(async (chapter) => {
        const { kind: _kind, ...body } = faq(`${chapter}-${round}`, `${chapter} ${round}?`);
        expect((await manage(stack, 'POST', `faqs?chapter=${chapter}`, { body })).status).toBe(201);
        return chapter;
      });
      const chapters = await Promise.all(written);
      const publishing = [...chapters, ...chapters].map((chapter) =>
        manage(stack, 'POST', 'publish', { body: { chapter } }),
      );
      const statuses = (await Promise.all(publishing)).map(({ status }) => status);
      expect(statuses).toContain(200);
      expect(statuses.every((status) => status === 200 || status === 409)).toBe(true);
    }
    for (const chapter of ['national', 'oregon']) {
      expect((await manage(stack, 'POST', 'publish', { body: { chapter } })).status).toBe(200);
    }
    const all = await items('faqs?chapter=oregon&locale=en', (data) => data.length === 10);
    const rounds = [1, 2, 3, 4, 5];
    expect(all.map(({ slug }) => slug)).toEqual([
      ...rounds.map((round) => `national-${round}`),
      ...rounds.map((round) => `oregon-${round}`),
    ]);
  });
});

describe('the registry', () => {
  it('has a line for every file of a kind', async () => {
    const folder = resolve(import.meta.dirname, '../../schema/kinds');
    const { readdir } = await import('node:fs/promises');
    const files = (await readdir(folder)).map((file) => file.replace('.ts', ''));
    const { kinds } = await import('../../schema/kinds/index.ts');
    const declared = files.filter((file) => !['index', 'kind', 'digest', 'image', 'rule'].includes(file));
    expect(kinds.map(({ name }) => name).toSorted()).toEqual(declared.toSorted());
    for (const file of declared) {
      expect(await readFile(resolve(folder, `${file}.ts`), 'utf8')).toContain(`export const ${file} = defineKind(`);
    }
  });
});
