import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';

const article = (slug: string, related: string[]) =>
  entry('article', slug, { related }, { title: slug, summary: 'S', body: `[on](/en/news/${related[0]})` });
const figure = (slug: string, comparedWith: string) =>
  entry(
    'statistic',
    slug,
    { position: 1, value: 1, unit: 'people', basis: 'campaign', source: { publisher: 'P' }, comparedWith },
    { label: slug },
  );
const page = (slug: string, to: string) =>
  entry('page', slug, { position: 1 }, { title: slug, summary: 'S', body: `[on](/en/chapters/oregon/${to})` });

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
beforeAll(async () => {
  stack = await startPrivateStack();
  const national = [
    article('self', ['self']),
    article('one', ['two', 'one', 'nothing']),
    article('two', ['three']),
    article('three', ['one']),
    figure('more', 'less'),
    figure('less', 'more'),
    figure('same', 'same'),
    figure('lost', 'nothing'),
  ];
  const oregon = [page('here', 'there'), page('there', 'here'), article('local', ['one', 'local'])];
  expect((await publish(stack, campaign(national, oregon))).status).toBe(200);
});
afterAll(() => stack.stop());

describe('entries that name each other in a circle, themselves, or nothing', () => {
  it.each([
    ['/v1/articles?chapter=oregon', 5],
    ['/v1/statistics?chapter=oregon', 4],
    ['/v1/pages?chapter=oregon', 2],
    ['/v1/changes?chapter=oregon', 11],
    ['/v1/search?chapter=oregon&q=self', 1],
  ])('are delivered by %s', async (path, count) => {
    const response = await fetch(stack.origin + path);
    expect(response.status).toBe(200);
    expect((await response.json<{ data: object[] }>()).data).toHaveLength(count);
  });

  it.each([
    '/en/',
    '/en/news',
    '/en/news/self',
    '/en/news/one',
    '/en/news/three',
    '/en/chapters/oregon',
    '/en/chapters/oregon/here',
    '/en/chapters/oregon/there',
    '/en/chapters/oregon/news/local',
  ])('are shown by %s', async (path) => {
    const response = await fetch(stack.origin + path);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('</html>');
  });
});
