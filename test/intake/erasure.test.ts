import { afterAll, beforeAll, expect, it } from 'vitest';
import { addFormerReceiver, agree, consent, sendIn, startConsentStack, type ConsentStack } from '../support/consent.ts';
import { query } from '../support/intake.ts';
import { publish, campaign, startPrivateStack } from '../support/private-stack.ts';

let stack: ConsentStack;
beforeAll(async () => {
  stack = await startConsentStack();
  await addFormerReceiver(stack);
});
afterAll(() => stack.stop());

const polling = { timeout: 10_000 };
const rows = (sql: string, ...args: string[]) => query(stack.libsqlUrl, sql, ...args);
const submissionsOf = async (...ids: string[]) =>
  (await rows(`select id from submissions where id in (${ids.map(() => '?').join()})`, ...ids)).length;
const tallies = async () =>
  Object.fromEntries((await rows('select act, people from tallies')).map(({ act, people }) => [act, people]));

/** Every table that has this value anywhere. */
async function tablesWith(value: string): Promise<string[]> {
  const tables = await rows(
    "select name from sqlite_master where type = 'table' and name not like 'sqlite%' and name not like '%search%'",
  );
  const found = await Promise.all(
    tables.map(async ({ name }) => {
      const all = await rows(`select * from "${name as string}"`);
      return JSON.stringify(all).includes(value) ? [name as string] : [];
    }),
  );
  return found.flat().toSorted();
}

it('erases a person and nobody else, keeps the proof and the suppression, and leaves the chain whole', async () => {
  const ada = { email: 'ada@example.org', phone: '503 555 0121' };
  const first = await agree(stack, ada);
  const second = await sendIn(stack, 'pledges', { givenName: 'Ada', locale: 'en', pledge: 'stand', email: ada.email });
  const other = await agree(stack, { phone: '503 555 0122' });
  const [contact] = await rows(
    'select c.* from contacts c join submissions s on s.person = c.person where s.id = ? and c.digest not in (select contact from consent_events)',
    first.id,
  );
  const [given] = await rows('select contact from consent_events where submission = ?', first.id);
  const before = await tallies();

  expect((await consent(stack, 'erase', '--email', 'ADA@example.org')).code).toBe(0);
  await expect.poll(() => submissionsOf(first.id, second.id), polling).toBe(0);

  expect(await submissionsOf(other.id)).toBe(1);
  expect(await tablesWith(contact!['digest'] as string)).toEqual([]);
  for (const table of ['contacts', 'submissions', 'supporters', 'held_erasures']) {
    expect(await rows(`select person from ${table} where person = ?`, `${contact!['person'] as number}`)).toEqual([]);
  }
  expect(await tablesWith(given!['contact'] as string)).toEqual(['consent_events', 'suppressions']);
  expect(await tallies()).toEqual({
    ...before,
    signup: Number(before['signup']) - 1,
    'pledge:stand': Number(before['pledge:stand']) - 1,
    'both:stand': Number(before['both:stand']) - 1,
  });
  const told = await rows("select submission from deliveries where event = 'person.erased'");
  expect(new Set(told.map(({ submission }) => submission))).toEqual(new Set([first.id, second.id]));
  expect((await consent(stack, 'verify')).code).toBe(0);
  const dossier = JSON.parse((await consent(stack, 'dossier', '--phone', ada.phone, '--json')).stdout) as {
    events: object[];
  };
  expect(dossier.events).toMatchObject([{ event: 'given' }, { event: 'revoked', method: 'erasure' }]);
});

it('waits for the release of a legal hold, and suppresses at once', async () => {
  const { id } = await agree(stack, { email: 'held@example.org', phone: '503 555 0123' });
  expect((await consent(stack, 'hold', '--phone', '503 555 0123')).code).toBe(0);
  await consent(stack, 'erase', '--email', 'held@example.org');
  await expect.poll(async () => (await consent(stack, 'due')).stdout, polling).toMatch(/^held\t.*erasure/m);
  expect(await submissionsOf(id)).toBe(1);
  const { stdout } = await consent(stack, 'dossier', '--phone', '503 555 0123');
  expect(stdout).toContain('A legal hold keeps these records');
  expect(stdout).toContain('Taken back');
  await consent(stack, 'hold', '--phone', '503 555 0123', '--release');
  await expect.poll(() => submissionsOf(id), polling).toBe(0);
  expect((await consent(stack, 'due')).stdout).not.toContain('held');
  expect((await consent(stack, 'verify')).code).toBe(0);
});

it('takes a person back who comes again, as someone new', async () => {
  const { id } = await agree(stack, { email: 'back@example.org', phone: '503 555 0124' });
  await consent(stack, 'erase', '--phone', '503 555 0124');
  await expect.poll(() => submissionsOf(id), polling).toBe(0);
  const again = await agree(stack, { email: 'back@example.org', phone: '503 555 0124' });
  expect(await submissionsOf(again.id)).toBe(1);
});

it('erases nothing for someone unknown', async () => {
  const before = await tallies();
  expect((await consent(stack, 'erase', '--email', 'nobody@example.org')).code).toBe(0);
  await expect
    .poll(async () => (await rows("select target from audit where action = 'erase'")).length, polling)
    .toBe(4);
  expect(await tallies()).toEqual(before);
});

it('erases what is older than the campaign keeps it, less what is held, and the figures stay', async () => {
  const [old, held, young] = [
    await agree(stack, { phone: '503 555 0131' }),
    await agree(stack, { phone: '503 555 0132' }),
    await agree(stack, { phone: '503 555 0133' }),
  ];
  await consent(stack, 'hold', '--phone', '503 555 0132');
  await expect.poll(async () => (await rows('select contact from holds')).length, polling).toBe(1);
  await rows("update submissions set received_at = '2020-01-01T00:00:00.000Z' where id in (?, ?)", old.id, held.id);
  const set = campaign([]);
  await publish(stack, { ...set, campaign: { ...set.campaign, retentionDays: 30 } });
  const before = await tallies();
  // A journal that wakes looks for what is too old.
  const waking = await startPrivateStack(stack.libsqlUrl);
  try {
    await sendIn({ ...waking, libsqlUrl: stack.libsqlUrl }, 'signups', {
      givenName: 'Sam',
      locale: 'en',
      email: 'wake@example.org',
    });
    await expect.poll(() => submissionsOf(old.id), polling).toBe(0);
  } finally {
    await waking.stop();
  }
  expect(await submissionsOf(held.id, young.id)).toBe(2);
  expect(await tallies()).toEqual({ ...before, signup: Number(before['signup']) + 1 });
  expect((await consent(stack, 'verify')).code).toBe(0);
});
