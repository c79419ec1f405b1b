import { beforeAll, describe, expect, inject, it } from 'vitest';
import { get, problemOf } from '../support/api.ts';
import { manage } from '../support/manage.ts';

interface Operation {
  parameters?: { name: string; in: string; required?: boolean }[];
}

/** Every public read of the document, with the parameters that it takes. */
let reads: { path: string; query: string[] }[];
beforeAll(async () => {
  const { paths } = await (await get('/openapi.json')).json<{ paths: Record<string, Record<string, Operation>> }>();
  const values: Record<string, string> = { chapter: 'oregon', counter: 'stand-with-behavioral-health-workers' };
  reads = Object.entries(paths)
    .filter(([path, methods]) => 'get' in methods && !path.startsWith('/v1/manage/'))
    .map(([path, { get: operation }]) => ({
      path: path.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? 'unknown'),
      query: (operation!.parameters ?? []).filter((each) => each.in === 'query').map(({ name }) => name),
    }));
  expect(reads.length).toBeGreaterThan(25);
});

const malformed = [
  'en_US',
  'e',
  'en-',
  '-en',
  'en--US',
  '12',
  'en US',
  'lenguaespañola',
  'en\u0000',
  '*',
  'en;q=1',
  'x'.repeat(10_000),
];

describe('a malformed language tag', () => {
  it.each(malformed.map((tag) => [tag.slice(0, 20), tag]))(
    '%s is refused by every read that takes one',
    async (_, tag) => {
      const ofLocale = reads.filter(({ query }) => query.includes('locale'));
      expect(ofLocale.length).toBeGreaterThan(20);
      for (const { path, query } of ofLocale) {
        const others = query.includes('q') ? '&q=union' : '';
        const response = await get(`${path}?locale=${encodeURIComponent(tag)}${others}`);
        expect(response.status, path).toBe(422);
        expect((await problemOf(response)).errors!.map(({ pointer }) => pointer)).toContain('/query/locale');
      }
    },
  );

  it.each(malformed.filter((tag) => !tag.includes('\u0000')))('%s is no place for a translation', async (tag) => {
    const api = { origin: inject('origin'), manageToken: inject('manageToken') };
    const path = `faqs/who-is-afscme/translations/${encodeURIComponent(tag)}?chapter=national`;
    const body = { method: 'human', fields: { question: 'Q', answer: 'A' } };
    expect((await manage(api, 'PUT', path, { body, match: '*' })).status).toBe(422);
  });

  it('that a browser asks for is passed over', async () => {
    for (const tag of ['en_US', '!!', '*;q=9', 'x'.repeat(8000), ',,,']) {
      const response = await get('/v1/faqs', { 'Accept-Language': tag });
      expect([response.status, response.headers.get('Content-Language')]).toEqual([200, 'en']);
    }
  });
});

describe('a query of 10 kB', () => {
  const long = 'a'.repeat(10_000);

  it('is read or refused by every read, in each parameter and beside them, and never a fault', async () => {
    const faults: string[] = [];
    for (const { path, query } of reads) {
      for (const name of [...query, 'unknown']) {
        const response = await get(`${path}?${name}=${long}`);
        await response.arrayBuffer();
        const expected = name === 'unknown' ? [200, 302, 404, 422] : [404, 422];
        if (!expected.includes(response.status)) faults.push(`${path} ${name}: ${response.status}`);
      }
      const many = await get(`${path}?${'a=1&'.repeat(2500)}`);
      await many.arrayBuffer();
      if (many.status >= 500) faults.push(`${path} many: ${many.status}`);
    }
    expect(faults).toEqual([]);
  });
});
