import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { get, problemOf } from '../support/api.ts';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';

const textOf = async (path: string) => (await get(path)).text();
const browser = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

it('says that a quote was translated by a machine, and from which language', async () => {
  expect(await textOf('/es/chapters/oregon')).toContain('Traducido del inglés por una máquina');
  expect(await textOf('/en/chapters/oregon')).not.toContain('by a machine');
});

it.each(['/es/', '/es/faq', '/es/chapters/oregon'])('says once on %s that a machine translated it', async (path) => {
  expect((await textOf(path)).split('se tradujeron por una máquina').length).toBe(2);
});

it('leads from a locale without its slash to the first page', async () => {
  const answer = await get('/en');
  expect([answer.status, answer.headers.get('Location')]).toEqual([301, '/en/']);
});

it('gives a browser a page where there is none, in its language, and a client a problem', async () => {
  for (const path of ['/es/nada', '/es/chapters/nada', '/es/news/nada']) {
    const answer = await get(path, browser);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('Content-Type')).toContain('text/html');
    expect(await answer.text()).toContain('Esta página no existe.');
    expect((await problemOf(await get(path))).code).toBe('not_found');
  }
  expect((await problemOf(await get('/v1/nothing', browser))).code).toBe('not_found');
});

it('shows what a reader can do, where it leads, and the stories under their heading', async () => {
  const page = await textOf('/en/chapters/oregon');
  expect(page).toContain('Ways to take part');
  expect(page).toContain('In workers’ own words');
  for (const link of ['/join">Join', '#pledge">Read the pledge', '/faq">See the questions'])
    expect(page).toContain(`<a href="/en/chapters/oregon${link}`);
  expect(page).not.toContain('Share this page</a>');
});

describe('a campaign of its own', () => {
  let stack: Awaited<ReturnType<typeof startPrivateStack>>;
  beforeAll(async () => {
    stack = await startPrivateStack();
  });
  afterAll(() => stack.stop());
  const show = async (path: string) => (await fetch(stack.origin + path)).text();

  it('lists a chapter’s own pages in its menu, unless they say no', async () => {
    const page = (slug: string, inNavigation: boolean) =>
      entry('page', slug, { position: 10, inNavigation }, { title: slug, summary: 'A page', body: 'Words' });
    await publish(stack, campaign([], [page('meet-us', true), page('apart', false)]));
    const html = await show('/en/chapters/oregon');
    expect(html).toContain('<a href="/en/chapters/oregon/meet-us">meet-us</a>');
    expect(html).not.toContain('/apart');
  });

  it('tells how long what people sent is kept, and where they end that', async () => {
    const set = campaign([]);
    await publish(stack, set);
    expect(await show('/en/privacy')).toContain('The campaign has set no period');
    await publish(stack, { ...set, campaign: { ...set.campaign, retentionDays: 400 } });
    await expect.poll(() => show('/en/privacy'), { timeout: 10_000 }).toContain('is erased 400 days after it came');
    const spanish = await show('/es/privacy');
    expect(spanish).toContain('se borra 400 días después');
    expect(spanish).toContain('<a href="/es/my">');
  });
});
