import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { resolve } from 'node:path';
import { kinds } from '../../schema/kinds/index.ts';
import { NewToken, Token } from '../../schema/wire/access.ts';
import { problemOf } from '../support/api.ts';
import { run } from '../support/command.ts';
import { dataOf, grant, makeToken, manage } from '../support/manage.ts';
import { callsOnNational, fillNational, listLeaks, seenOfNational } from '../support/other-chapter.ts';
import { startPrivateStack } from '../support/private-stack.ts';

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
/** Id of what is scheduled in the national chapter. */
let there: Awaited<ReturnType<typeof fillNational>>;
beforeAll(async () => {
  stack = await startPrivateStack();
  there = await fillNational(stack);
  const own = { slug: 'own', ...faq('Ours?') };
  await dataOf(await manage(stack, 'POST', 'faqs?chapter=oregon', { body: own }));
});
afterAll(() => stack.stop());

const faq = (question: string) => ({
  mode: 'own',
  status: 'published',
  shared: { position: 10 },
  translations: { en: { method: 'original', fields: { question, answer: 'Us.' } } },
});

describe('a token', () => {
  it('is shown once, and listed without its secret', async () => {
    const response = await manage(stack, 'POST', 'tokens', {
      body: { name: 'Editors', grants: [grant('oregon:*:faq:update')] },
    });
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    const made = NewToken.parse(await dataOf(response));
    expect(made.secret).toMatch(/^uwh_[0-9a-f]{16}_[0-9a-f]{64}$/);
    const list = await manage(stack, 'GET', 'tokens');
    const text = await list.clone().text();
    expect(text).not.toContain(made.secret);
    const tokens = (await dataOf<unknown[]>(list)).map((each) => Token.parse(each));
    expect(tokens.find(({ id }) => id === made.id)).toMatchObject({ name: 'Editors', revokedAt: null });
  });

  it('is refused once it has expired, and from the moment it is revoked', async () => {
    const expiresAt = new Date(Date.now() + 1500).toISOString();
    const short = await makeToken(stack, ['oregon:*:*:read'], { expiresAt });
    expect((await manage(stack, 'GET', 'faqs?chapter=oregon', { token: short.secret })).status).toBe(200);
    await expect
      .poll(async () => (await manage(stack, 'GET', 'faqs?chapter=oregon', { token: short.secret })).status, {
        timeout: 5000,
      })
      .toBe(401);
    expect(new Date().toISOString() >= expiresAt).toBe(true);

    const long = await makeToken(stack, ['oregon:*:*:read']);
    expect((await manage(stack, 'GET', 'faqs?chapter=oregon', { token: long.secret })).status).toBe(200);
    expect((await manage(stack, 'DELETE', `tokens/${long.id}`)).status).toBe(200);
    const refused = await manage(stack, 'GET', 'faqs?chapter=oregon', { token: long.secret });
    expect(refused.status).toBe(401);
    expect(refused.headers.get('WWW-Authenticate')).toBe('Bearer');
  });

  it('is refused where a digit of its secret or its id differs', async () => {
    const { secret } = await makeToken(stack, ['oregon:*:*:read']);
    const last = secret.endsWith('0') ? '1' : '0';
    for (const wrong of [secret.slice(0, -1) + last, secret.slice(0, -1), `${secret}0`, secret.slice(0, 21), '']) {
      expect((await manage(stack, 'GET', 'faqs?chapter=oregon', { token: wrong })).status).toBe(401);
    }
  });

  it('grants no more than its maker holds, nor for longer', async () => {
    const expiresAt = new Date(Date.now() + 60_000).toISOString();
    const maker = await makeToken(stack, ['*:*:*:tokens', 'oregon:*:*:read'], { expiresAt });
    const make = (text: string, until: string | null) =>
      manage(stack, 'POST', 'tokens', {
        token: maker.secret,
        body: { name: 'More', grants: [grant(text)], expiresAt: until },
      });
    expect((await make('oregon:*:faq:read', expiresAt)).status).toBe(201);
    expect((await make('oregon:*:faq:update', expiresAt)).status).toBe(403);
    expect((await make('*:*:faq:read', expiresAt)).status).toBe(403);
    expect((await make('oregon:*:faq:read', null)).status).toBe(403);
    expect((await make('oregon:*:faq:read', '2020-01-01T00:00:00Z')).status).toBe(422);
  });

  it('may do in its chapter, language and kind what it was granted, and nothing beside it', async () => {
    const { secret: token } = await makeToken(stack, ['oregon:*:faq:read', 'oregon:es:faq:update']);
    const spanish = { method: 'human', fields: { question: '¿Quién?', answer: 'Sí.' } };
    const call = (method: string, path: string, body?: unknown) =>
      manage(stack, method, path, { token, match: '*', ...(body !== undefined && { body }) });
    expect((await call('PUT', 'faqs/own/translations/es?chapter=oregon', spanish)).status).toBe(200);
    for (const response of [
      await call('PUT', 'faqs/own/translations/en?chapter=oregon', spanish),
      await call('PUT', 'faqs/own?chapter=oregon', faq('Mine?')),
      await call('DELETE', 'faqs/own?chapter=oregon'),
      await call('POST', 'faqs?chapter=oregon', { slug: 'mine', ...faq('Mine?') }),
      await call('POST', 'publish', { chapter: 'oregon', entries: [{ kind: 'faq', slug: 'own' }] }),
      await call('GET', 'tokens'),
    ]) {
      expect([response.status, (await problemOf(response)).code]).toEqual([403, 'forbidden']);
    }
    expect((await call('GET', 'goals?chapter=oregon')).status).toBe(404);
    expect((await call('GET', 'faqs?chapter=national')).status).toBe(404);
  });

  it('publishes only what it may', async () => {
    const { secret: token } = await makeToken(stack, ['oregon:*:*:read', 'oregon:*:faq:publish']);
    const goal = { slug: 'local', mode: 'own', status: 'published', shared: { position: 1 } };
    const translations = { en: { method: 'original', fields: { title: 'Local', body: 'Here.' } } };
    await dataOf(await manage(stack, 'POST', 'goals?chapter=oregon', { body: { ...goal, translations } }));
    const publishing = (entries?: object[]) =>
      manage(stack, 'POST', 'publish', { token, body: { chapter: 'oregon', ...(entries && { entries }) } });
    expect((await publishing()).status).toBe(403);
    expect((await publishing([{ kind: 'goal', slug: 'local' }])).status).toBe(403);
    expect((await publishing([{ kind: 'faq', slug: 'nothing' }])).status).toBe(404);
    expect((await publishing([{ kind: 'faq', slug: 'own' }])).status).toBe(200);
    const heads = await dataOf(await manage(stack, 'GET', 'goals?chapter=oregon'));
    expect(heads).toMatchObject([{ slug: 'local', publishedRevision: null }]);
  });
});

describe('a token of another chapter', () => {
  it('gets 403 or 404 from every managing operation, and sees nothing of the other chapter', async () => {
    const { secret: token } = await makeToken(stack, ['oregon:*:*:*']);
    const calls = await callsOnNational(there);
    expect(calls.length).toBeGreaterThan(kinds.length * 11);
    const before = await seenOfNational(stack);
    const leaks = await listLeaks(calls, ({ method, address, body }) =>
      manage(stack, method, address, { token, match: '*', ...(body && { body }) }),
    );
    expect(leaks).toEqual([]);
    expect(await seenOfNational(stack)).toEqual(before);
  });

  it('finds only its own acts in the audit', async () => {
    const { secret: token } = await makeToken(stack, ['oregon:*:*:*']);
    const acts = await dataOf<{ chapter: string }[]>(await manage(stack, 'GET', 'audit?limit=100', { token }));
    expect([...new Set(acts.map(({ chapter }) => chapter))]).toEqual(['oregon']);
  });

  it('is refused for what is there: the administrator reads each of it', async () => {
    const missed: string[] = [];
    for (const { operationId, method, address } of await callsOnNational(there)) {
      if (method !== 'GET' || address.startsWith('content')) continue;
      const { status } = await manage(stack, method, address);
      if (status !== 200) missed.push(`${operationId}: ${status}`);
    }
    expect(missed).toEqual([]);
  });

  it('gets 401 from all of them without a good token', async () => {
    const open: string[] = [];
    for (const { operationId, method, address } of await callsOnNational(there)) {
      const { status } = await manage(stack, method, address, { token: 'none' });
      if (status !== 401) open.push(`${operationId}: ${status}`);
    }
    expect(open).toEqual([]);
  });
});

describe('npm run token', () => {
  const command = (...args: string[]) =>
    run(process.execPath, ['worker/cli/token.ts', ...args, '--origin', inject('origin')], {
      cwd: resolve(import.meta.dirname, '../..'),
      env: { DATA_DIR: inject('dataDir') },
    });

  it('makes, lists and revokes a token', async () => {
    const made = await command(
      'create',
      '--name',
      'Oregon',
      '--grant',
      'oregon:*:faq:read',
      '--grant',
      'oregon:es:*:update',
    );
    expect(made).toMatchObject({ code: 0, stderr: '' });
    const secret = made.stdout.trim().split('\n').at(-1)!;
    const id = secret.split('_')[1]!;
    const api = { origin: inject('origin'), manageToken: secret };
    expect((await manage(api, 'GET', 'faqs?chapter=oregon')).status).toBe(200);
    const list = await command('list');
    expect(list.stdout).toContain(`${id}\tOregon\tgood\toregon:*:faq:read oregon:es:*:update`);
    expect(list.stdout).not.toContain(secret);
    expect((await command('revoke', id)).stdout).toContain('revoked');
    expect((await manage(api, 'GET', 'faqs?chapter=oregon')).status).toBe(401);
  });

  it('says in one line what is wrong', async () => {
    expect(await command('create', '--name', 'X', '--grant', 'oregon')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is not CHAPTER:LOCALE:KIND:ACTION'),
    });
    expect(await command('nothing')).toMatchObject({ code: 1, stderr: expect.stringMatching(/^Usage: /) });
    expect(await command('revoke', 'nothing')).toMatchObject({ code: 1 });
  });
});
