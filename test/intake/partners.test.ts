import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditRecord } from '../../schema/wire/access.ts';
import { Partner } from '../../schema/wire/partner.ts';
import { problemOf } from '../support/api.ts';
import { run } from '../support/command.ts';
import { drainedRow, query } from '../support/intake.ts';
import { dataOf, makeToken, manage } from '../support/manage.ts';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';
import { challengeOf, submit } from '../support/proof.ts';

const page = 'https://partner.example';
let stack: Awaited<ReturnType<typeof startPrivateStack>>;
beforeAll(async () => {
  stack = await startPrivateStack();
  await publish(
    stack,
    campaign([entry('pledge', 'open', { position: 1, countsSignups: true }, { title: 'T', text: 'T', label: 'L' })]),
  );
});
afterAll(() => stack.stop());

/** A partner whose pages are known by now. */
async function make(more: object = {}) {
  const made = Partner.parse(
    await dataOf(await manage(stack, 'POST', 'partners', { body: { name: 'An ally', origins: [page], ...more } })),
  );
  await expect.poll(() => levelOf(made.key, { Origin: page }), { timeout: 6000 }).toBe(0);
  return made;
}

async function signUp(partner: string, headers: Record<string, string> = {}) {
  const body = { givenName: 'Sam', email: `${randomUUID()}@example.org`, locale: 'en', partner };
  const response = await submit(stack.origin, '/v1/signups', body, headers);
  expect(response.status).toBe(201);
  return (await response.json<{ data: { id: string } }>()).data.id;
}

const rowOf = (id: string) => drainedRow(stack.libsqlUrl, id);
const levelOf = async (partner: string | undefined, headers: Record<string, string>) =>
  (await challengeOf(stack.origin, randomUUID(), { partner, headers })).parameters.data.level;

describe('a partner', () => {
  it('is made by an administrator alone, listed, and stands in the audit', async () => {
    const made = await make({ chapter: 'oregon' });
    expect(made).toMatchObject({ name: 'An ally', mode: 'live', chapter: 'oregon', origins: [page], revokedAt: null });
    expect(made.key).toMatch(/^uwh_pk_live_[0-9a-f]{16}_[\w-]{22}$/);
    const listed = await dataOf<unknown[]>(await manage(stack, 'GET', 'partners'));
    expect(listed.map((each) => Partner.parse(each))).toContainEqual(made);
    const audit = await dataOf<AuditRecord[]>(await manage(stack, 'GET', 'audit'));
    expect(audit.find(({ target }) => target === `partners/${made.id}`)).toMatchObject({ action: 'create' });
    const { secret } = await makeToken(stack, ['oregon:*:*:*']);
    for (const [method, path] of [
      ['GET', 'partners'],
      ['DELETE', `partners/${made.id}`],
    ] as const) {
      expect((await manage(stack, method, path, { token: secret })).status).toBe(403);
    }
  });

  it.each([
    ['https://partner.example/'],
    ['https://partner.example/join'],
    ['ftp://partner.example'],
    ['partner.example'],
  ])('has origins, and %s is none', async (origin) => {
    const response = await manage(stack, 'POST', 'partners', { body: { name: 'An ally', origins: [origin] } });
    expect((await problemOf(response)).errors!.map(({ pointer }) => pointer)).toEqual(['/origins/0']);
  });

  it('stands beside what comes from its pages, which pays the lowest toll', async () => {
    const { id, key } = await make();
    expect(await rowOf(await signUp(key, { Origin: page }))).toMatchObject({ partner: id, standing: 'verified' });
    expect(await levelOf(key, { Origin: page })).toBe(0);
  });

  it.each([['null'], ['https://elsewhere.example'], [undefined]])(
    'stands beside what comes from %s, unverified',
    async (origin) => {
      const { id, key } = await make();
      const headers: Record<string, string> = origin === undefined ? {} : { Origin: origin };
      expect(await rowOf(await signUp(key, headers))).toMatchObject({ partner: id, standing: 'unverified' });
      expect(await levelOf(key, headers)).toBe(1);
    },
  );

  it('that nobody made loses no sign-up', async () => {
    const { key } = await make();
    const forged = key.slice(0, -1) + (key.endsWith('A') ? 'B' : 'A');
    for (const wrong of [forged, key.replace('live', 'test'), 'uwh_pk_live_', 'x'.repeat(100)]) {
      expect(await rowOf(await signUp(wrong, { Origin: page }))).toMatchObject({
        partner: null,
        standing: 'unverified',
      });
    }
  });

  it('that was revoked is nobody’s within seconds, and loses no sign-up', async () => {
    const { id, key } = await make();
    expect(await levelOf(key, { Origin: page })).toBe(0);
    expect((await manage(stack, 'DELETE', `partners/${id}`)).status).toBe(200);
    await expect.poll(() => levelOf(key, { Origin: page }), { timeout: 6000 }).toBe(1);
    expect(await rowOf(await signUp(key, { Origin: page }))).toMatchObject({ partner: null, standing: 'unverified' });
    expect((await manage(stack, 'DELETE', 'partners/none')).status).toBe(404);
  });

  it('with a limit of its own gets harder proofs past it, and every sign-up through', async () => {
    const { key } = await make({ perHour: 3 });
    const send = async (times: number) => {
      for (let time = 0; time < times; time++) await signUp(key, { Origin: page });
      return levelOf(key, { Origin: page });
    };
    expect(await send(3)).toBe(0);
    expect(await send(50)).toBe(1);
    await signUp(key, { Origin: page });
  });

  /** Sends with a test key, and makes sure that nothing of it came to the database with what came later. */
  const sendForTest = async (testKey: string) => {
    const live = await make();
    const dropped = await signUp(testKey, { Origin: page });
    // What came later is there: what came before it will not come any more.
    await rowOf(await signUp(live.key, { Origin: page }));
    const tables = ['submissions where id', 'consent_events where submission'];
    const rows = await Promise.all(
      tables.map((table) => query(stack.libsqlUrl, `select * from ${table} = ?`, dropped)),
    );
    const [people] = await query(stack.libsqlUrl, 'select count(distinct person) as people from contacts');
    const [all] = await query(stack.libsqlUrl, 'select count(distinct person) as people from submissions');
    return { rows: rows.flat(), strangers: Number(people!['people']) - Number(all!['people']) };
  };

  it('for tests is acknowledged, and goes no further than the journal', async () => {
    const { key } = await make({ mode: 'test' });
    expect(await sendForTest(key)).toEqual({ rows: [], strangers: 0 });
  });

  it('for tests goes no further after it was revoked', async () => {
    const { id, key } = await make({ mode: 'test' });
    expect((await manage(stack, 'DELETE', `partners/${id}`)).status).toBe(200);
    await expect.poll(() => levelOf(key, { Origin: page }), { timeout: 6000 }).toBe(1);
    expect(await sendForTest(key)).toEqual({ rows: [], strangers: 0 });
  });
});

describe('npm run partners', () => {
  const command = (...args: string[]) =>
    run(process.execPath, ['worker/cli/partners.ts', ...args, '--origin', stack.origin], {
      cwd: resolve(import.meta.dirname, '../..'),
      env: { DATA_DIR: stack.dataDir },
    });

  it('makes, lists and revokes', async () => {
    const made = await command(
      'create',
      '--name',
      'Nurses',
      '--page-origin',
      'https://nurses.example',
      '--chapter',
      'oregon',
      '--test',
    );
    const [id, , , , key] = made.stdout.trim().split('\t');
    expect(key).toMatch(/^uwh_pk_test_/);
    expect((await command('list')).stdout).toContain(`${id}\tNurses\toregon\thttps://nurses.example\t${key}`);
    expect((await command('revoke', id!)).stdout).toContain('revoked');
    expect(await command('create', '--name', 'Nurses')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Usage'),
    });
  });
});
