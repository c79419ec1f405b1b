import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { problemOf } from '../support/api.ts';
import { dataOf, makeToken, manage } from '../support/manage.ts';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';

const found = { position: 1, value: 5, unit: 'people', basis: 'campaign', source: { publisher: 'The campaign' } };
const lost = { position: 1, value: null, unit: 'people', basis: 'missing', missing: 'The figure', source: null };
const figure = (shared: object) => entry('statistic', 'figure', shared, { label: 'people' });
const change = entry('statistic', 'figure', { value: 7 }, {}, { mode: 'override', translations: {} });
const faq = entry('faq', 'a', { position: 1 }, { question: 'Q', answer: 'A' });

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
let token: string;
beforeAll(async () => {
  stack = await startPrivateStack();
  token = (await makeToken(stack, ['national:*:*:*'])).secret;
});
afterAll(() => stack.stop());
beforeEach(async () => {
  expect((await publish(stack, campaign([figure(found)], [change]))).status).toBe(200);
});

const publishing = (chapter: string, entries?: object[]) =>
  manage(stack, 'POST', 'publish', { token, body: { chapter, ...(entries && { entries }) } });

async function loseFigure(): Promise<void> {
  const { kind: _kind, slug: _slug, ...body } = figure(lost);
  await dataOf(await manage(stack, 'PUT', 'statistics/figure?chapter=national', { token, body, match: '*' }));
}

describe('a national entry that moves under a chapter’s change which then makes no sense', () => {
  it('is not published, and who may read national alone is told what is in the way, and no more', async () => {
    await loseFigure();
    const refused = await publishing('national');
    expect(refused.status).toBe(409);
    expect(await problemOf(refused)).toEqual({
      type: 'about:blank',
      title: 'A chapter’s change no longer fits the national entry',
      status: 409,
      code: 'override_broken',
      detail: 'oregon changes statistic/figure, at "source": A figure needs its source',
    });
    const [head] = await dataOf<object[]>(await manage(stack, 'GET', 'statistics?chapter=national', { token }));
    expect(head).toMatchObject({ revision: 2, publishedRevision: 1 });
  });

  it('does not keep other entries from being published, and is published once the chapter lets go', async () => {
    await loseFigure();
    const { kind: _kind, ...body } = faq;
    await dataOf(await manage(stack, 'POST', 'faqs?chapter=national', { token, body }));
    expect((await publishing('national', [{ kind: 'faq', slug: 'a' }])).status).toBe(200);
    expect((await publishing('national')).status).toBe(409);
    await manage(stack, 'DELETE', 'statistics/figure?chapter=oregon', { match: '*' });
    const chosen = { body: { chapter: 'oregon' } };
    expect((await manage(stack, 'POST', 'publish', chosen)).status).toBe(200);
    expect((await publishing('national')).status).toBe(200);
  });

  it('can be seen in a preview of national', async () => {
    await loseFigure();
    expect((await manage(stack, 'POST', 'chapters/national/previews', { token, body: {} })).status).toBe(201);
  });
});
