import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemOf } from '../support/api.ts';
import { dataOf, manage } from '../support/manage.ts';
import { campaign, publish, startPrivateStack } from '../support/private-stack.ts';

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
beforeAll(async () => {
  stack = await startPrivateStack();
  expect((await publish(stack, campaign([]))).status).toBe(200);
  await dataOf(await manage(stack, 'POST', 'chapters', { body: { slug: 'ohio', ...chapter({ en: 'Ohio' }) } }));
});
afterAll(() => stack.stop());

const chapter = (names: Record<string, string>) => ({
  region: 'US-OH',
  timeZone: 'America/New_York',
  translations: Object.fromEntries(
    Object.entries(names).map(([locale, name]) => [locale, { name, description: `${name}.` }]),
  ),
});
const pledge = {
  mode: 'own',
  status: 'published',
  shared: { position: 1 },
  translations: { en: { method: 'original', fields: { title: 'T', text: 'T', label: 'L' } } },
};

function write(owner: string, slug: string): Promise<Response> {
  return manage(stack, 'POST', `pledges?chapter=${owner}`, { body: { slug, ...pledge } });
}

describe('a pledge, which its counter goes by', () => {
  it('can’t have the slug of another chapter’s, written or restored, also while that chapter is removed', async () => {
    expect((await write('oregon', 'ours')).status).toBe(201);
    const refused = await write('ohio', 'ours');
    expect(refused.status).toBe(422);
    expect((await problemOf(refused)).errors).toEqual([{ pointer: '/slug', detail: 'Another chapter has this slug' }]);

    await manage(stack, 'DELETE', 'pledges/ours?chapter=oregon', { match: '*' });
    expect((await write('ohio', 'ours')).status).toBe(201);
    const restored = await manage(stack, 'POST', 'pledges/ours/restore?chapter=oregon', { body: {} });
    expect((await problemOf(restored)).errors).toMatchObject([{ pointer: '/slug' }]);

    expect((await manage(stack, 'DELETE', 'chapters/ohio', { match: '*' })).status).toBe(204);
    expect((await write('oregon', 'another')).status).toBe(201);
    const body = { slug: 'ohio', ...chapter({ en: 'Ohio' }) };
    expect((await manage(stack, 'POST', 'pledges/ours/restore?chapter=oregon', { body: {} })).status).toBe(422);
    expect((await manage(stack, 'POST', 'chapters', { body })).status).toBe(201);
    expect((await manage(stack, 'GET', 'pledges/ours?chapter=ohio')).status).toBe(200);
  });
});

describe('a chapter', () => {
  it.each([
    ['without a name', {}, ['/translations']],
    ['without a name in the default locale', { es: 'Idaho' }, ['/translations']],
    ['with a name in a locale that the campaign lacks', { en: 'Idaho', fr: 'Idaho' }, ['/translations/fr']],
  ])('%s is neither made nor kept', async (_, names, pointers) => {
    const made = await manage(stack, 'POST', 'chapters', { body: { slug: 'idaho', ...chapter(names) } });
    expect(made.status).toBe(422);
    expect((await problemOf(made)).errors!.map(({ pointer }) => pointer)).toEqual(pointers);
    const changed = await manage(stack, 'PUT', 'chapters/oregon', { body: chapter(names), match: '*' });
    expect(changed.status).toBe(422);
    expect((await manage(stack, 'GET', 'chapters/idaho')).status).toBe(404);
  });
});
