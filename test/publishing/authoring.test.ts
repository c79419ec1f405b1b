import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemOf } from '../support/api.ts';
import { dataOf, makeToken, manage } from '../support/manage.ts';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
beforeAll(async () => {
  stack = await startPrivateStack();
  const national = entry('faq', 'national-one', { position: 1 }, { question: 'Who?', answer: 'We are.' });
  expect((await publish(stack, campaign([national]))).status).toBe(200);
});
afterAll(() => stack.stop());

interface Authored {
  slug: string;
  revision: number;
  publishedRevision: number | null;
  translations: Record<string, string>;
  upstreamMoved: boolean;
  source: {
    baseDigest?: string;
    shared: object;
    translations: Record<string, { method: string; sourceDigest?: string; fields: Record<string, string> }>;
  };
}

const words = (question: string, answer = 'Us.') => ({ method: 'original', fields: { question, answer } });
const faq = (question: string, more: object = {}) => ({
  mode: 'own',
  status: 'published',
  shared: { position: 10 },
  translations: { en: words(question) },
  ...more,
});
const at = (slug: string, chapter = 'oregon', rest = '') => `faqs/${slug}${rest}?chapter=${chapter}`;

function create(slug: string, source: object, chapter = 'oregon'): Promise<Response> {
  return manage(stack, 'POST', `faqs?chapter=${chapter}`, { body: { slug, ...source } });
}
async function read(slug: string, chapter = 'oregon'): Promise<Authored> {
  return dataOf(await manage(stack, 'GET', at(slug, chapter)));
}
async function put(slug: string, body: object, match: string, chapter = 'oregon'): Promise<Response> {
  return manage(stack, 'PUT', at(slug, chapter), { body, match });
}

function statusesOf(answers: Response[]): number[] {
  return answers.map(({ status }) => status).toSorted((a, b) => a - b);
}

/** What readers get, once this isolate has learned of it. */
async function untilDelivered(path: string, isThere: (status: number, body: string) => boolean): Promise<string> {
  for (let attempt = 0; attempt < 80; attempt++) {
    const response = await fetch(`${stack.origin}/v1/${path}`);
    const body = await response.text();
    if (isThere(response.status, body)) return body;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`${path} did not become so within 4 s`);
}

describe('an entry', () => {
  it('is written, read, changed, published, removed and restored, each change by its revision', async () => {
    const created = await create('life', faq('First?'));
    expect(created.status).toBe(201);
    expect(created.headers.get('ETag')).toBe('"revision-1"');
    expect(await dataOf<Authored>(created)).toMatchObject({ slug: 'life', revision: 1, publishedRevision: null });
    expect((await problemOf(await create('life', faq('Again?')))).code).toBe('already_exists');

    const changed = await put('life', faq('Second?'), '"revision-1"');
    expect([changed.status, changed.headers.get('ETag')]).toEqual([200, '"revision-2"']);
    const selected = { chapter: 'oregon', entries: [{ kind: 'faq', slug: 'life' }] };
    await dataOf(await manage(stack, 'POST', 'publish', { body: selected }));
    await untilDelivered('faqs/life?chapter=oregon', (status, body) => status === 200 && body.includes('Second?'));
    expect(await read('life')).toMatchObject({ revision: 2, publishedRevision: 2 });

    expect((await manage(stack, 'DELETE', at('life'), { match: '"revision-2"' })).status).toBe(204);
    expect((await manage(stack, 'GET', at('life'))).status).toBe(404);
    const removed = await dataOf<Authored[]>(await manage(stack, 'GET', 'faqs?chapter=oregon&removed=true'));
    expect(removed.map(({ slug }) => slug)).toContain('life');
    await dataOf(await manage(stack, 'POST', 'publish', { body: selected }));
    await untilDelivered('faqs/life?chapter=oregon', (status) => status === 404);

    const restored = await dataOf<Authored>(
      await manage(stack, 'POST', at('life', 'oregon', '/restore'), { body: {} }),
    );
    expect(restored).toMatchObject({ revision: 4, source: { translations: { en: words('Second?') } } });
    const first = await manage(stack, 'POST', at('life', 'oregon', '/restore'), { body: { revision: 1 } });
    expect(await dataOf(first)).toMatchObject({ revision: 5, source: { translations: { en: words('First?') } } });
  });

  it('keeps every version with who and when, and tells two apart value by value', async () => {
    await create('kept', faq('One?'));
    await put('kept', faq('Two?', { shared: { position: 20 } }), '"revision-1"');
    const versions = await dataOf(await manage(stack, 'GET', at('kept', 'oregon', '/versions')));
    expect(versions).toMatchObject([
      { revision: 2, changedBy: 'campaign', removes: false },
      { revision: 1, changedBy: 'campaign', removes: false },
    ]);
    const first = await dataOf(await manage(stack, 'GET', at('kept', 'oregon', '/versions/1')));
    expect(first).toMatchObject({ revision: 1, source: { shared: { position: 10 } } });
    const differences = await dataOf(await manage(stack, 'GET', at('kept', 'oregon', '/versions/1/diff/2')));
    expect(differences).toEqual([
      { pointer: '/shared/position', before: 10, after: 20 },
      { pointer: '/translations/en/fields/question', before: 'One?', after: 'Two?' },
    ]);
  });

  it('is changed only over the revision that was read', async () => {
    await create('guarded', faq('One?'));
    for (const [match, status, code] of [
      [undefined, 428, 'precondition_required'],
      ['"revision-7"', 412, 'stale_revision'],
    ] as const) {
      for (const [method, path] of [
        ['PUT', at('guarded')],
        ['DELETE', at('guarded')],
        ['PUT', at('guarded', 'oregon', '/translations/es')],
        ['DELETE', at('guarded', 'oregon', '/translations/en')],
      ] as const) {
        const body = method === 'PUT' ? { body: path.includes('/es') ? words('?') : faq('Two?') } : {};
        const response = await manage(stack, method, path, { ...body, ...(match && { match }) });
        expect(response.status, `${method} ${path}`).toBe(status);
        expect((await problemOf(response)).code).toBe(code);
      }
    }
  });

  it('takes one of ten writers at once, and tells the others', async () => {
    await create('raced', faq('Start?'));
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => put('raced', faq(`Writer ${index}?`), '"revision-1"')),
    );
    expect(statusesOf(answers)).toEqual([200, ...Array<number>(9).fill(412)]);
    const winner = answers.findIndex(({ status }) => status === 200);
    const after = await read('raced');
    expect(after).toMatchObject({ revision: 2, source: { translations: { en: words(`Writer ${winner}?`) } } });
    const creators = await Promise.all(Array.from({ length: 5 }, () => create('born', faq('Born?'))));
    expect(statusesOf(creators)).toEqual([201, 409, 409, 409, 409]);
  });

  it('is delivered in the very revision that counts as published, also where it changed meanwhile', async () => {
    await create('meanwhile', faq('Revision 1.'));
    for (let revision = 1; revision <= 5; revision++) {
      await Promise.all([
        put('meanwhile', faq(`Revision ${revision + 1}.`), `"revision-${revision}"`),
        manage(stack, 'POST', 'publish', { body: { chapter: 'oregon' } }),
      ]);
      const { publishedRevision } = await read('meanwhile');
      const isIt = (status: number, body: string) =>
        publishedRevision === null ? status === 404 : body.includes(`"Revision ${publishedRevision}."`);
      expect(await untilDelivered('faqs/meanwhile?chapter=oregon', isIt)).toBeTruthy();
    }
  });

  it.each([
    [
      'a missing field',
      faq('Q', { translations: { en: { method: 'original', fields: { question: 'Q' } } } }),
      '/translations/en/fields/answer',
    ],
    ['an unknown field', faq('Q', { shared: { position: 1, color: 'red' } }), '/shared/color'],
    ['a stray member', faq('Q', { author: 'Sam' }), '/author'],
    ['an unknown locale', faq('Q', { translations: { fr: words('Q') } }), '/translations/fr'],
    ['no words', faq('Q', { translations: {} }), '/translations'],
    ['a change to nothing', { ...faq('Q'), mode: 'override' }, '/mode'],
  ])('%s is refused with its place', async (_, source, pointer) => {
    const response = await create('refused', source);
    expect(response.status).toBe(422);
    expect((await problemOf(response)).errors!.map((error) => error.pointer)).toContain(pointer);
    expect((await manage(stack, 'GET', at('refused'))).status).toBe(404);
  });

  it('is listed by slug in pages', async () => {
    const seen: string[] = [];
    for (let path: string | undefined = '/v1/manage/faqs?chapter=oregon&limit=2'; path !== undefined;) {
      const response = await manage(stack, 'GET', path.replace('/v1/manage/', ''));
      const { data, links } = await response.json<{ data: Authored[]; links: { next?: string } }>();
      expect(data.length).toBeLessThanOrEqual(2);
      seen.push(...data.map(({ slug }) => slug));
      path = links.next;
    }
    expect(seen).toEqual([...new Set(seen)].toSorted());
    expect(seen).toContain('raced');
  });

  it('has an answer for bad bodies, addresses and methods', async () => {
    const headers = { Authorization: `Bearer ${stack.manageToken}`, 'Content-Type': 'application/json' };
    const url = `${stack.origin}/v1/manage/faqs?chapter=oregon`;
    expect((await fetch(url, { method: 'POST', headers, body: '{' })).status).toBe(400);
    expect((await fetch(url, { method: 'POST', headers, body: `"${'x'.repeat(300_000)}"` })).status).toBe(413);
    expect((await manage(stack, 'GET', 'faqs')).status).toBe(422);
    expect((await manage(stack, 'GET', 'faqs?chapter=nowhere')).status).toBe(404);
    expect((await manage(stack, 'GET', at('raced', 'oregon', '/versions/99'))).status).toBe(404);
    expect((await manage(stack, 'GET', at('raced', 'oregon', '/versions/x'))).status).toBe(422);
    expect((await manage(stack, 'PATCH', 'faqs?chapter=oregon')).status).toBe(405);
  });
});

describe('a translation', () => {
  it('is missing, then current, then stale once its source changed, then current again', async () => {
    await create('translated', faq('English?'));
    expect((await read('translated')).translations).toEqual({ en: 'current', es: 'missing' });
    const spanish = { method: 'machine', fields: { question: '¿Español?', answer: 'Sí.' } };
    const path = at('translated', 'oregon', '/translations/es');
    await dataOf(await manage(stack, 'PUT', path, { body: spanish, match: '"revision-1"' }));
    const current = await read('translated');
    expect(current.translations).toEqual({ en: 'current', es: 'current' });
    expect(current.source.translations['es']).toMatchObject({
      ...spanish,
      sourceDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const both = { ...current.source, translations: { ...current.source.translations, en: words('New English?') } };
    await dataOf(await put('translated', both, '"revision-2"'));
    expect((await read('translated')).translations).toEqual({ en: 'current', es: 'stale' });

    const coverage = await dataOf<{ locale: string; kind: string; stale: number; entries: object[] }[]>(
      await manage(stack, 'GET', 'coverage?chapter=oregon'),
    );
    const faqs = coverage.find(({ locale, kind }) => locale === 'es' && kind === 'faq')!;
    expect(faqs.stale).toBe(1);
    expect(faqs.entries).toContainEqual({ slug: 'translated', state: 'stale', method: 'machine' });

    await dataOf(await manage(stack, 'PUT', path, { body: { ...spanish, method: 'reviewed' }, match: '"revision-3"' }));
    expect((await read('translated')).translations['es']).toBe('current');
    expect((await manage(stack, 'DELETE', path, { match: '"revision-4"' })).status).toBe(204);
    expect((await read('translated')).translations['es']).toBe('missing');
  });

  it('never gets words that fell back from another locale, however an entry is read, written and published', async () => {
    const text = fc.string({ minLength: 1, maxLength: 12 }).map((part) => `w${part.trim()}w`);
    const fields = fc.record({ question: text, answer: text });
    const written = fc.record({ en: fields, es: fields }, { requiredKeys: [] });
    const entries = written.filter(
      ({ en, es }) => JSON.stringify(en) !== JSON.stringify(es) && (en !== undefined || es !== undefined),
    );
    const steps = fc.array(fc.constantFrom('rewrite', 'publish', 'status'), { minLength: 1, maxLength: 4 });
    let number = 0;
    await fc.assert(
      fc.asyncProperty(entries, steps, async (locales, plan) => {
        const slug = `property-${number++}`;
        const translations = Object.fromEntries(
          Object.entries(locales).map(([locale, each]) => [locale, { method: 'human', fields: each }]),
        );
        await dataOf(await create(slug, faq('', { translations })));
        for (const step of plan) {
          const { revision, source } = await read(slug);
          const body = step === 'status' ? { ...source, status: 'draft' } : source;
          if (step === 'publish') await dataOf(await manage(stack, 'POST', 'publish', { body: { chapter: 'oregon' } }));
          else await dataOf(await put(slug, body, `"revision-${revision}"`));
        }
        const after = await read(slug);
        const kept = Object.entries(after.source.translations).map(([locale, each]) => [locale, each.fields]);
        expect(Object.fromEntries(kept)).toEqual(JSON.parse(JSON.stringify(locales)));
        for (const locale of ['en', 'es'] as const) {
          expect(after.translations[locale] === 'missing').toBe(locales[locale] === undefined);
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe('a change to a national entry', () => {
  it('is told when the national words under it move, until it is looked at again', async () => {
    const over = {
      mode: 'override',
      status: 'published',
      shared: {},
      translations: { en: { method: 'original', fields: { question: 'Who, in Oregon?' } } },
    };
    const made = await dataOf<Authored>(await create('national-one', over));
    expect(made.source.baseDigest).toMatch(/^[0-9a-f]{64}$/);
    expect(made.upstreamMoved).toBe(false);
    const national = await read('national-one', 'national');
    const moved = { ...national.source, translations: { en: words('Who is it?') } };
    await dataOf(await put('national-one', moved, `"revision-${national.revision}"`, 'national'));
    expect((await read('national-one')).upstreamMoved).toBe(true);
    const list = await dataOf<Authored[]>(await manage(stack, 'GET', 'faqs?chapter=oregon&limit=100'));
    expect(list.find(({ slug }) => slug === 'national-one')).toMatchObject({ upstreamMoved: true });
    await dataOf(await put('national-one', over, '"revision-1"'));
    expect((await read('national-one')).upstreamMoved).toBe(false);
    const removal = await manage(stack, 'DELETE', at('national-one', 'national'), {
      match: `"revision-${national.revision + 1}"`,
    });
    expect((await problemOf(removal)).code).toBe('in_use');
  });

  it('is checked as the whole that it makes', async () => {
    const statistic = {
      slug: 'figure',
      mode: 'own',
      status: 'published',
      shared: { position: 1, value: 5, unit: 'people', basis: 'campaign', source: { publisher: 'The campaign' } },
      translations: { en: { method: 'original', fields: { label: 'people' } } },
    };
    await dataOf(await manage(stack, 'POST', 'statistics?chapter=national', { body: statistic }));
    const over = { slug: 'figure', mode: 'override', status: 'published', shared: { source: null }, translations: {} };
    const response = await manage(stack, 'POST', 'statistics?chapter=oregon', { body: over });
    expect((await problemOf(response)).errors).toMatchObject([{ pointer: '/shared/source' }]);
  });

  it('can’t share its slug with a chapter’s own entry', async () => {
    expect((await create('raced', faq('National?'), 'national')).status).toBe(409);
  });
});

describe('a chapter', () => {
  const ohio = {
    region: 'US-OH',
    timeZone: 'America/New_York',
    translations: { en: { name: 'Ohio', description: 'The campaign in Ohio.' } },
  };

  it('is made, served, changed over what was read, and removed with what it serves', async () => {
    const made = await manage(stack, 'POST', 'chapters', { body: { slug: 'ohio', ...ohio } });
    expect(made.status).toBe(201);
    expect((await manage(stack, 'POST', 'chapters', { body: { slug: 'ohio', ...ohio } })).status).toBe(409);
    await create('ohio-one', faq('Ohio?'), 'ohio');
    await dataOf(await manage(stack, 'POST', 'publish', { body: { chapter: 'ohio' } }));
    await untilDelivered('faqs/ohio-one?chapter=ohio', (status) => status === 200);
    const etag = (await manage(stack, 'GET', 'chapters/ohio')).headers.get('ETag')!;
    expect(etag).toBe(made.headers.get('ETag'));
    const body = { ...ohio, timeZone: 'America/Chicago' };
    const writers = await Promise.all(
      Array.from({ length: 5 }, () => manage(stack, 'PUT', 'chapters/ohio', { body, match: etag })),
    );
    expect(statusesOf(writers)).toEqual([200, 412, 412, 412, 412]);
    expect((await manage(stack, 'DELETE', 'chapters/ohio', { match: etag })).status).toBe(412);
    expect((await manage(stack, 'DELETE', 'chapters/ohio')).status).toBe(428);
    const match = (await manage(stack, 'GET', 'chapters/ohio')).headers.get('ETag')!;
    expect((await manage(stack, 'DELETE', 'chapters/ohio', { match })).status).toBe(204);
    expect((await manage(stack, 'GET', at('ohio-one', 'ohio'))).status).toBe(404);
    await untilDelivered('faqs/ohio-one?chapter=ohio', (status) => status === 404);
    const acts = await dataOf(await manage(stack, 'GET', 'audit?limit=1'));
    expect(acts).toMatchObject([{ action: 'delete', target: 'chapters/ohio', after: null }]);
  });

  it('can’t be removed where it is the national one', async () => {
    const match = (await manage(stack, 'GET', 'chapters/national')).headers.get('ETag')!;
    expect((await problemOf(await manage(stack, 'DELETE', 'chapters/national', { match }))).code).toBe('in_use');
  });
});

describe('the audit', () => {
  it('has a record of every act with its token and digests, in pages', async () => {
    const token = await makeToken(stack, ['oregon:*:*:*']);
    const one = { body: { slug: 'audited', ...faq('One?') }, token: token.secret };
    await dataOf(await manage(stack, 'POST', 'faqs?chapter=oregon', one));
    const change = { body: faq('Two?'), token: token.secret, match: '"revision-1"' };
    await dataOf(await manage(stack, 'PUT', at('audited'), change));
    await manage(stack, 'DELETE', at('audited'), { token: token.secret, match: '"revision-2"' });
    const page = await manage(stack, 'GET', 'audit?chapter=oregon&limit=2', { token: token.secret });
    const { data, links } = await page.json<{ data: Record<string, unknown>[]; links: { next: string } }>();
    const next = await manage(stack, 'GET', links.next.replace('/v1/manage/', ''), { token: token.secret });
    const [created] = await dataOf<Record<string, unknown>[]>(next);
    const target = 'entries/oregon/faq/audited';
    expect([...data, created]).toMatchObject([
      { action: 'delete', target, token: token.id, after: null },
      { action: 'update', target, token: token.id },
      { action: 'create', target, token: token.id, before: null },
    ]);
    expect(data[0]!['before']).toBe(data[1]!['after']);
    expect(data[1]!['before']).toBe(created!['after']);
  });
});
