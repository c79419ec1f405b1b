import { expect, it } from 'vitest';
import { get } from '../support/api.ts';

it.each([
  ['/v1/faqs?locale=en', 'national:faq'],
  ['/v1/faqs?chapter=oregon&locale=en', 'oregon:faq,national:faq'],
  ['/v1/testimonials/l-pearson?chapter=oregon&locale=en', 'oregon:testimonial,national:testimonial'],
  ['/v1/search?q=union&chapter=oregon', 'oregon,national'],
  ['/v1/changes', 'national'],
  ['/v1/chapters', 'chapters'],
  ['/v1/chapters/oregon', 'chapters'],
  ['/v1/locales', 'chapters'],
  ['/en/faq', 'national,chapters'],
  ['/es/chapters/oregon', 'oregon,national,chapters'],
])('names what was read for %s', async (path, tags) => {
  const answer = await get(path);
  expect([answer.status, answer.headers.get('Cache-Tag')]).toEqual([200, tags]);
  expect(answer.headers.get('Cache-Control')).toMatch(/^public, /);
  const again = await get(path, { 'If-None-Match': answer.headers.get('ETag')! });
  expect([again.status, again.headers.get('Cache-Tag')]).toEqual([304, tags]);
});

it('lets a page be reused while it is asked for again, unless it shows what can be taken back', async () => {
  const header = async (path: string) => (await get(path)).headers.get('Cache-Control');
  expect(await header('/en/faq')).toContain('stale-while-revalidate');
  expect(await header('/en/')).toBe('public, no-cache');
  expect(await header('/en/chapters/oregon')).toBe('public, no-cache');
});

it('depends on the language that is preferred only where the address names none', async () => {
  const varies = async (path: string) => (await get(path)).headers.get('Vary') ?? '';
  expect(await varies('/v1/faqs')).toContain('Accept-Language');
  for (const path of ['/v1/faqs?locale=es', '/v1/faqs?locale=fr', '/es/'])
    expect(await varies(path)).not.toContain('Accept-Language');
});
