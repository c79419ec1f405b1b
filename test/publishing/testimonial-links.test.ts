import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consentDigest } from '../../schema/kinds/testimonial.ts';
import type { EntrySource } from '../../schema/wire/content-set.ts';
import { problemOf } from '../support/api.ts';
import { query } from '../support/intake.ts';
import { dataOf, makeToken, manage } from '../support/manage.ts';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';
import { findLink, give, makeLink, said, send, tokenIn } from '../support/testimonial-links.ts';

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
beforeAll(async () => {
  stack = await startPrivateStack();
  const stories = { heading: 'In their words', body: 'What workers say.' };
  const national = [entry('section', 'stories', { page: 'home', position: 1 }, stories)];
  expect((await publish(stack, campaign(national))).status).toBe(200);
});
afterAll(() => stack.stop());

const polling = { timeout: 4000 };
const publishOregon = () => manage(stack, 'POST', 'publish', { body: { chapter: 'oregon' } });
const quotes = async () => {
  const { data } = await (
    await fetch(`${stack.origin}/v1/testimonials?chapter=oregon`)
  ).json<{ data: { quote: string; consent: object }[] }>();
  return data.map(({ quote }) => quote);
};
const pathOf = (slug: string) => `testimonials/${slug}?chapter=oregon`;
const read = async (slug: string) =>
  (await dataOf<{ source: EntrySource }>(await manage(stack, 'GET', pathOf(slug)))).source;
const replace = (slug: string, { mode, shared, translations }: EntrySource, status = 'published') =>
  manage(stack, 'PUT', pathOf(slug), { body: { mode, status, shared, translations }, match: '*' });

/** Gives words by a new link, and publishes them. */
async function givePublished(words: typeof said = said) {
  const { id, link } = await makeLink(stack);
  const own = await give(stack, link, words);
  const slug = (await findLink(stack, id)).slug!;
  expect((await replace(slug, await read(slug))).status).toBe(200);
  await dataOf(await publishOregon());
  await expect.poll(quotes, polling).toContain(words.quote);
  return { id, own, slug };
}

describe('a link to give a testimonial', () => {
  it('is made by who may create testimonials of the chapter, shown once, and revoked', async () => {
    const { secret: token } = await makeToken(stack, ['oregon:*:testimonial:create', 'oregon:*:testimonial:read']);
    const { secret: reader } = await makeToken(stack, ['oregon:*:*:read']);
    const body = { chapter: 'oregon', locale: 'es', days: 3 };
    const made = await dataOf<Awaited<ReturnType<typeof makeLink>>>(
      await manage(stack, 'POST', 'testimonial-links', { body, token }),
    );
    expect(made.link).toMatch(new RegExp(`^${stack.origin}/es/chapters/oregon/testimonial#[\\w-]+\\.[\\w-]+$`));
    const { link, ...listed } = made;
    expect(await findLink(stack, made.id)).toEqual(listed);
    for (const [locale, given, status] of [
      ['es', reader, 403],
      ['fr', token, 422],
    ] as const) {
      const answer = await manage(stack, 'POST', 'testimonial-links', { body: { ...body, locale }, token: given });
      expect(answer.status).toBe(status);
    }
    const path = `testimonial-links/${made.id}`;
    expect((await manage(stack, 'DELETE', path, { token: reader })).status).toBe(403);
    expect((await send(stack, { link: tokenIn(link) })).status).toBe(200);
    expect((await manage(stack, 'DELETE', path, { token })).status).toBe(204);
    expect((await manage(stack, 'DELETE', path, { token })).status).toBe(204);
    expect((await send(stack, { link: tokenIn(link) })).status).toBe(404);
    expect((await findLink(stack, made.id)).revokedAt).not.toBeNull();
  });

  it('opens nothing where it is forged, expired, used, or another chapter’s', async () => {
    const { id, link } = await makeLink(stack);
    const token = tokenIn(link);
    const [payload, signature] = token.split('.') as [string, string];
    const other = Buffer.from(JSON.stringify({ link: 'another' })).toString('base64url');
    for (const forged of ['', 'none', payload, `${other}.${signature}`, `${payload}.${signature.slice(1)}a`]) {
      expect((await send(stack, { link: forged })).status, forged).toBe(404);
    }
    expect((await send(stack, { link: token }, '/en')).status).toBe(404);
    await query(stack.libsqlUrl, `update testimonial_links set expires_at = '2026-01-01' where id = '${id}'`);
    expect((await send(stack, { link: token })).status).toBe(404);
    const { link: used } = await makeLink(stack);
    await give(stack, used);
    expect((await send(stack, { link: tokenIn(used) })).status).toBe(404);
    expect((await send(stack, { link: tokenIn(used), act: 'withdraw' })).status).toBe(404);
  });

  it('brings words once, also where they are sent many times at once', async () => {
    const { id, link } = await makeLink(stack);
    const text = { ...said, chapter: 'oregon', locale: 'en' };
    const digest = await consentDigest(text);
    const fields = { link: tokenIn(link), ...said, digest, consent: 'on', act: 'give' };
    const answers = await Promise.all([1, 2, 3, 4].map(() => send(stack, fields)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 404, 404, 404]);
    const { slug, usedAt } = await findLink(stack, id);
    expect(usedAt).not.toBeNull();
    expect(slug).not.toContain('sam');
    const consent = { status: 'documented', givenOn: usedAt!.slice(0, 10), withdrawnOn: null, digest };
    expect(await read(slug!)).toMatchObject({
      status: 'draft',
      shared: { name: said.name, spokenIn: 'en', consent },
      translations: { en: { method: 'original', fields: { quote: said.quote, attribution: said.attribution } } },
    });
    expect(await quotes()).not.toContain(said.quote);
  });

  it('brings nothing that was not agreed to', async () => {
    const { id, link } = await makeLink(stack);
    const digest = await consentDigest({ ...said, chapter: 'oregon', locale: 'en' });
    const fields = { link: tokenIn(link), ...said, digest, consent: 'on', act: 'give' };
    for (const differs of [{ consent: '' }, { digest: '' }, { quote: 'Other words' }, { quote: '' }]) {
      expect((await send(stack, { ...fields, ...differs })).status, JSON.stringify(differs)).toBe(422);
    }
    expect((await findLink(stack, id)).usedAt).toBeNull();
  });
});

describe('words that came by a link', () => {
  it('are published as they are, and in no other way', async () => {
    const quote = 'We do this work because it matters.';
    const { slug } = await givePublished({ ...said, quote });
    const source = await read(slug);
    const { shared, translations } = source;
    const { digest: _digest, ...consent } = shared['consent'] as { digest: string };
    const changed = { en: { method: 'original' as const, fields: { ...translations['en']!.fields, quote: 'Other' } } };
    const pointers = async (answer: Response) => (await problemOf(answer)).errors!.map(({ pointer }) => pointer);
    expect(await pointers(await replace(slug, { ...source, translations: changed }))).toEqual([
      '/translations/en/fields/quote',
    ]);
    const unbound = { ...source, shared: { ...shared, consent }, translations: changed };
    expect(await pointers(await replace(slug, unbound))).toEqual(['/shared/consent/digest']);
    const all = await dataOf<ReturnType<typeof campaign>>(await manage(stack, 'GET', 'content'));
    const at = all.chapters[1]!.entries.findIndex((each) => each.slug === slug);
    all.chapters[1]!.entries[at]!.shared = unbound.shared;
    expect(await pointers(await publish(stack, all))).toEqual([`/chapters/1/entries/${at}/shared/consent/digest`]);
    expect(await quotes()).toContain(quote);
  });

  it('are taken back by their person alone, at once, from every release and for good', async () => {
    const quote = 'They asked us to do more with less.';
    const { id, own, slug } = await givePublished({ ...said, quote });
    const before = await read(slug);
    expect((await send(stack, { link: own })).status).toBe(200);
    expect(await quotes()).toContain(quote);
    for (const _ of [1, 2]) expect((await send(stack, { link: own, act: 'withdraw' })).status).toBe(200);
    await expect.poll(quotes, polling).not.toContain(quote);
    expect((await fetch(`${stack.origin}/v1/testimonials/${slug}?chapter=oregon`)).status).toBe(404);
    expect(await (await fetch(`${stack.origin}/en/chapters/oregon`)).text()).not.toContain(quote);
    const link = await findLink(stack, id);
    expect([link.isPublished, link.withdrawnAt === null]).toEqual([false, false]);
    const back = await problemOf(await replace(slug, before));
    expect(back.errors).toMatchObject([{ pointer: '/shared/consent/status' }]);
    const releases = await dataOf<{ id: string }[]>(await manage(stack, 'GET', 'chapters/oregon/releases'));
    const body = { release: releases[0]!.id };
    expect((await manage(stack, 'POST', 'chapters/oregon/rollback', { body })).status).toBe(204);
    expect(await quotes()).not.toContain(quote);
  });

  it('are taken back before anyone published them, and after the chapter removed them', async () => {
    const { id, link } = await makeLink(stack);
    const own = await give(stack, link, { ...said, quote: 'Never published.' });
    expect((await send(stack, { link: own, act: 'withdraw' })).status).toBe(200);
    const { slug } = await findLink(stack, id);
    expect(await read(slug!)).toMatchObject({ status: 'draft', shared: { consent: { status: 'withdrawn' } } });
    const removed = await givePublished({ ...said, quote: 'Removed by the chapter.' });
    expect((await manage(stack, 'DELETE', pathOf(removed.slug), { match: '*' })).status).toBe(204);
    expect(await quotes()).toContain('Removed by the chapter.');
    expect((await send(stack, { link: removed.own, act: 'withdraw' })).status).toBe(200);
    await expect.poll(quotes, polling).not.toContain('Removed by the chapter.');
    const restore = await manage(stack, 'POST', `testimonials/${removed.slug}/restore?chapter=oregon`, {
      body: { revision: 1 },
      match: '*',
    });
    expect(restore.status).toBe(422);
  });

  it('leave nothing of their person in the audit', async () => {
    const { id, own } = await givePublished({ ...said, quote: 'Nothing of me.' });
    await send(stack, { link: own, act: 'withdraw' });
    const acts = await dataOf<{ target: string; tokenName: string }[]>(
      await manage(stack, 'GET', 'audit?chapter=oregon'),
    );
    const ofLink = acts.filter(({ target }) => target === `testimonial-links/${id}`);
    expect(ofLink.map(({ tokenName }) => tokenName)).toEqual(['by a link', 'by a link', 'campaign']);
    expect(JSON.stringify(acts)).not.toMatch(/Sam|Nurse|Nothing of me/);
    expect(JSON.stringify(acts)).not.toContain(own);
  });
});
