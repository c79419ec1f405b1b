import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ScheduleOverview, type ScheduledAct } from '../../schema/wire/schedule.ts';
import { problemOf } from '../support/api.ts';
import { dataOf, makeToken, manage } from '../support/manage.ts';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';
import { becomes, ended, overview, plan, question, schedule, seen, soon, write } from '../support/schedule.ts';

const inAnHour = soon(3_600_000);

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
beforeAll(async () => {
  stack = await startPrivateStack();
  const first = entry('faq', 'first', { position: 1 }, { question: 'First', answer: 'Us.' });
  expect((await publish(stack, campaign([first]))).status).toBe(200);
});
afterAll(() => stack.stop());

const publishAll = (token = stack.manageToken) =>
  manage(stack, 'POST', 'publish', { body: { chapter: 'oregon' }, token });
const publishOne = (slug: string) =>
  manage(stack, 'POST', 'publish', { body: { chapter: 'oregon', entries: [{ kind: 'faq', slug }] } });
const edit = (slug: string, text: string, status: 'draft' | 'published' = 'published', token = stack.manageToken) =>
  manage(stack, 'PUT', `faqs/${slug}?chapter=oregon`, { body: question(text, status), match: '*', token });

/** Everything of Oregon that someone without a token can read. */
async function readAll(word: string): Promise<string> {
  const paths = [
    '/v1/faqs?chapter=oregon&locale=en',
    `/v1/search?chapter=oregon&locale=en&q=${word}`,
    '/v1/changes?chapter=oregon&locale=en',
    '/en/chapters/oregon',
    '/en/chapters/oregon/faq',
    '/sitemap.xml',
  ];
  const texts = await Promise.all(paths.map(async (path) => (await fetch(stack.origin + path)).text()));
  // The address of the search itself has the word.
  return texts.join('\n').replaceAll(/"(?:self|q|query)":"[^"]*"/g, '');
}

async function errorsOf(response: Response) {
  expect(response.status).toBe(422);
  return (await problemOf(response)).errors;
}

describe('publishing at a time', () => {
  it('shows the entry then, and nothing of it before', async () => {
    await write(stack, 'timed', 'Zanzibar');
    const act = await plan(stack, 'publish', 'timed', soon(2000));
    expect((await overview(stack)).next).toContainEqual({ ...act, lateSeconds: 0 });
    const refused = await publishOne('timed');
    expect([refused.status, (await problemOf(refused)).code]).toEqual([409, 'under_embargo']);
    const { embargoed } = await dataOf<{ embargoed: object[] }>(await publishAll());
    expect(embargoed).toEqual([{ chapter: 'oregon', kind: 'faq', slug: 'timed', until: act.at }]);
    expect(await readAll('zanzibar')).not.toMatch(/zanzibar/i);
    expect(Date.now()).toBeLessThan(Date.parse(act.at));

    const { endedAt } = await ended(stack, act);
    expect(endedAt! >= act.at).toBe(true);
    await becomes(stack, 'timed', 'Zanzibar');
    expect(await readAll('zanzibar')).toMatch(/zanzibar/i);
    const acts = await dataOf<{ action: string; target: string }[]>(await manage(stack, 'GET', 'audit?chapter=oregon'));
    const ofIt = acts.filter(({ target }) => target === `schedule/${act.id}`).map(({ action }) => action);
    expect(ofIt).toEqual(['publish', 'schedule']);
  });

  it('takes several at once, of which one can’t be, and publishes the others', async () => {
    for (const slug of ['one', 'two', 'gone']) await write(stack, slug);
    const body = { chapter: 'oregon', action: 'publish', at: soon(1500) };
    const acts = await dataOf<ScheduledAct[]>(await manage(stack, 'POST', 'schedule', { body }));
    expect(acts.map(({ slug }) => slug).toSorted()).toEqual(['gone', 'one', 'two']);
    expect((await manage(stack, 'DELETE', 'faqs/gone?chapter=oregon', { match: '*' })).status).toBe(204);
    const bySlug = new Map(acts.map((act) => [act.slug, act]));
    await ended(stack, bySlug.get('one')!);
    await ended(stack, bySlug.get('two')!);
    expect((await ended(stack, bySlug.get('gone')!, 'missed')).reason).toBe('not_found');
    await becomes(stack, 'one', 'one');
    expect(await seen(stack)).toMatchObject({ two: 'two' });
  });

  it('publishes what can be, where the words of another may not change', async () => {
    const review = { status: 'approved', by: 'A lawyer', on: '2026-11-01' };
    const fields = (text: string) => ({ text, links: { terms: 'T', privacy: 'P' }, review });
    const disclosure = (text: string) => ({
      ...question(''),
      shared: { channel: 'sms', version: 1 },
      translations: { en: { method: 'original', fields: fields(text) } },
    });
    const body = { slug: 'frozen', ...disclosure('We ask.') };
    await dataOf(await manage(stack, 'POST', 'disclosures?chapter=oregon', { body }));
    expect((await publishAll()).status).toBe(200);
    const changed = { body: disclosure('We take.'), match: '*' };
    await dataOf(await manage(stack, 'PUT', 'disclosures/frozen?chapter=oregon', changed));
    await write(stack, 'beside');
    const both = { chapter: 'oregon', action: 'publish', at: soon(1000) };
    const acts = await dataOf<ScheduledAct[]>(await manage(stack, 'POST', 'schedule', { body: both }));
    const [beside, frozen] = ['beside', 'frozen'].map((slug) => acts.find((act) => act.slug === slug)!);
    await ended(stack, beside!);
    expect((await ended(stack, frozen!, 'missed')).reason).toBe('disclosure_changed');
    await becomes(stack, 'beside', 'beside');
    expect((await manage(stack, 'DELETE', 'disclosures/frozen?chapter=oregon', { match: '*' })).status).toBe(204);
  });

  it('is refused, or holds, against a publish of the same moment', async () => {
    for (let round = 0; round < 8; round++) {
      const slug = `race-${round}`;
      await write(stack, slug);
      const [planned, published] = await Promise.all([schedule(stack, 'publish', slug, inAnHour), publishAll()]);
      expect([200, 409]).toContain(published.status);
      expect([201, 409, 422]).toContain(planned.status);
      const head = await dataOf<{ publishedRevision: number | null }>(
        await manage(stack, 'GET', `faqs/${slug}?chapter=oregon`),
      );
      const { next } = await overview(stack);
      const isPlanned = planned.status === 201;
      expect(next.some((act) => act.slug === slug)).toBe(isPlanned);
      expect(isPlanned && head.publishedRevision !== null).toBe(false);
      for (const { id } of next) expect((await manage(stack, 'DELETE', `schedule/${id}`)).status).toBe(204);
    }
  });

  it('is not undone by pushing all content, nor by rolling back to a preview', async () => {
    await write(stack, 'held', 'Quixotic');
    const act = await plan(stack, 'publish', 'held', inAnHour);
    const { data: set } = await (await manage(stack, 'GET', 'content')).json<{ data: unknown }>();
    const report = await dataOf<{ embargoed: object[] }>(await publish(stack, set));
    expect(report.embargoed).toEqual([{ chapter: 'oregon', kind: 'faq', slug: 'held', until: act.at }]);
    await dataOf(await manage(stack, 'POST', 'chapters/oregon/previews', { body: { minutes: 1 } }));
    const [preview] = await dataOf<{ id: string }[]>(await manage(stack, 'GET', 'chapters/oregon/releases'));
    const back = await manage(stack, 'POST', 'chapters/oregon/rollback', { body: { release: preview!.id } });
    expect((await problemOf(back)).code).toBe('under_embargo');
    expect(await readAll('quixotic')).not.toMatch(/quixotic/i);

    expect((await manage(stack, 'DELETE', `schedule/${act.id}`)).status).toBe(204);
    expect((await manage(stack, 'DELETE', `schedule/${act.id}`)).status).toBe(404);
    expect((await overview(stack)).next).toEqual([]);
    expect((await publishOne('held')).status).toBe(200);
    await becomes(stack, 'held', 'Quixotic');
  });

  it('publishes what who may publish has made of it since, and nobody else’s words', async () => {
    const { secret: editor } = await makeToken(stack, ['oregon:*:*:read', 'oregon:*:*:update']);
    for (const slug of ['mended', 'spoiled', 'doubted']) await write(stack, slug, 'As approved');
    const at = soon(2500);
    const acts = [];
    for (const slug of ['mended', 'spoiled', 'doubted']) acts.push(await plan(stack, 'publish', slug, at));
    expect((await edit('mended', 'Mended')).status).toBe(200);
    expect((await edit('spoiled', 'Spoiled', 'published', editor)).status).toBe(200);
    expect((await edit('doubted', 'Doubted', 'draft', editor)).status).toBe(200);
    const { next } = await overview(stack);
    const revisions = next.map(({ slug, revision, newestRevision }) => [slug, revision, newestRevision]);
    expect(revisions).toEqual([
      ['doubted', 1, 2],
      ['mended', 2, 2],
      ['spoiled', 1, 2],
    ]);
    await ended(stack, acts[0]!);
    await ended(stack, acts[1]!);
    expect((await ended(stack, acts[2]!, 'missed')).reason).toBe('draft');
    await becomes(stack, 'mended', 'Mended');
    expect(await seen(stack)).toMatchObject({ spoiled: 'As approved' });
    expect(await seen(stack)).not.toHaveProperty('doubted');
    expect((await publishAll()).status).toBe(200);
    await becomes(stack, 'spoiled', 'Spoiled');
  });
});

describe('withdrawing at a time', () => {
  it('takes the entry away, and keeps its words as a draft', async () => {
    await write(stack, 'brief');
    expect((await publishOne('brief')).status).toBe(200);
    await becomes(stack, 'brief', 'brief');
    const act = await plan(stack, 'withdraw', 'brief', soon(1000));
    await ended(stack, act);
    await becomes(stack, 'brief', undefined);
    const head = await dataOf(await manage(stack, 'GET', 'faqs/brief?chapter=oregon'));
    expect(head).toMatchObject({ publishedRevision: null, revision: 2, source: { status: 'draft' } });
    const versions = await dataOf<object[]>(await manage(stack, 'GET', 'faqs/brief/versions?chapter=oregon'));
    expect(versions[0]).toMatchObject({ revision: 2, changedBy: 'campaign', removes: false });
  });

  it('follows a publish that is planned for earlier, and none for later', async () => {
    await write(stack, 'window');
    expect(await errorsOf(await schedule(stack, 'withdraw', 'window', soon(9000)))).toMatchObject([
      { pointer: '/entries/0', detail: 'Readers do not see it' },
    ]);
    const shown = await plan(stack, 'publish', 'window', soon(1500));
    expect(await errorsOf(await schedule(stack, 'withdraw', 'window', shown.at))).toMatchObject([
      { detail: 'It is published after that' },
    ]);
    const hidden = await plan(stack, 'withdraw', 'window', soon(4500));
    await ended(stack, shown);
    await becomes(stack, 'window', 'window');
    await ended(stack, hidden);
    await becomes(stack, 'window', undefined);
  });
});

describe('a schedule', () => {
  it('takes what the chapter’s clocks show, and refuses a time that is past, skipped or shown twice', async () => {
    await write(stack, 'clock');
    const act = await plan(stack, 'publish', 'clock', '2037-12-01T09:00');
    expect(act).toMatchObject({
      at: '2037-12-01T17:00:00.000Z',
      local: '2037-12-01T09:00:00',
      timeZone: 'America/Los_Angeles',
    });
    await manage(stack, 'DELETE', `schedule/${act.id}`);
    const refused: [string, string][] = [
      [soon(-1000), 'Must be in the future'],
      ['2020-01-01T09:00', 'Must be in the future'],
      ['2036-03-09T02:30', 'The clocks skip this time: choose another'],
      ['2036-11-02T01:30', 'The clocks show this time twice: give it with its offset'],
      ['2036-02-30T09:00', 'Not a time such as 2026-12-01T09:00'],
      ['tomorrow', 'Not a time such as 2026-12-01T09:00'],
    ];
    for (const [at, detail] of refused) {
      expect(await errorsOf(await schedule(stack, 'publish', 'clock', at))).toEqual([{ pointer: '/at', detail }]);
    }
    const second = await plan(stack, 'publish', 'clock', '2036-11-02T01:30:00-08:00');
    expect(second).toMatchObject({ at: '2036-11-02T09:30:00.000Z', local: '2036-11-02T01:30:00' });
    const again = await schedule(stack, 'publish', 'clock', inAnHour);
    expect([again.status, (await problemOf(again)).code]).toEqual([409, 'already_exists']);
  });

  it('refuses drafts, what readers see already, and what is not there', async () => {
    expect((await edit('first', 'x')).status).toBe(404);
    await write(stack, 'shown');
    expect((await publishOne('shown')).status).toBe(200);
    expect(await errorsOf(await schedule(stack, 'publish', 'shown', inAnHour))).toMatchObject([
      { detail: 'Readers see this version already' },
    ]);
    expect((await edit('shown', 'Later', 'draft')).status).toBe(200);
    expect(await errorsOf(await schedule(stack, 'publish', 'shown', inAnHour))).toMatchObject([
      { detail: 'It is a draft: no publish shows it' },
    ]);
    expect((await schedule(stack, 'publish', 'nothing', inAnHour)).status).toBe(404);
  });

  it('needs a grant to publish, when it is made and when it is due', async () => {
    const grants = ['oregon:*:*:read', 'oregon:*:faq:publish'];
    const { secret: reader } = await makeToken(stack, ['oregon:*:*:read']);
    const expiring = await makeToken(stack, grants, { expiresAt: soon(60_000) });
    const revoked = await makeToken(stack, grants);
    await write(stack, 'theirs');
    expect((await schedule(stack, 'publish', 'theirs', inAnHour, reader)).status).toBe(403);
    expect(await errorsOf(await schedule(stack, 'publish', 'theirs', inAnHour, expiring.secret))).toMatchObject([
      { pointer: '/at', detail: 'The token that schedules it expires before' },
    ]);
    const act = await plan(stack, 'publish', 'theirs', soon(1500), revoked.secret);
    expect((await manage(stack, 'DELETE', `schedule/${act.id}`, { token: reader })).status).toBe(403);
    expect((await manage(stack, 'DELETE', `tokens/${revoked.id}`)).status).toBe(200);
    expect(await ended(stack, act, 'missed')).toMatchObject({ reason: 'forbidden', createdBy: 'A test' });
    expect(await seen(stack)).not.toHaveProperty('theirs');
    const [latest] = await dataOf<object[]>(await manage(stack, 'GET', 'audit?chapter=oregon'));
    expect(latest).toMatchObject({ action: 'miss', kind: 'faq', target: `schedule/${act.id}` });
  });

  it('is seen by those who may read its entries alone', async () => {
    const { secret: other } = await makeToken(stack, ['national:*:*:*']);
    const { secret: goals } = await makeToken(stack, ['oregon:*:goal:read']);
    await write(stack, 'secret');
    const act = await plan(stack, 'publish', 'secret', inAnHour);
    const empty = { next: [], missed: [], done: [] };
    expect(await dataOf(await manage(stack, 'GET', 'schedule', { token: other }))).toEqual(empty);
    expect(await overview(stack, goals)).toEqual(empty);
    expect((await manage(stack, 'GET', 'schedule?chapter=oregon', { token: other })).status).toBe(404);
    expect((await manage(stack, 'DELETE', `schedule/${act.id}`, { token: other })).status).toBe(404);
    const all = ScheduleOverview.parse(await dataOf(await manage(stack, 'GET', 'schedule')));
    expect(all.next.map(({ id }) => id)).toContain(act.id);
  });
});
