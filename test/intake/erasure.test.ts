import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

describe('someone who gave an address, then a number, and then both', () => {
  const people = async (email: string, phone: string) => {
    const byEmail = await sendIn(stack, 'signups', { givenName: 'Ada', locale: 'en', email });
    const byPhone = await agree(stack, { phone });
    const byBoth = await agree(stack, { email, phone });
    return [byEmail.id, byPhone.id, byBoth.id] as const;
  };
  const toldOf = async (event: string, ...ids: string[]) => {
    const told = await rows('select submission, act from deliveries where event = ?', event);
    return new Set(told.filter(({ submission }) => ids.includes(submission as string)).map(({ act }) => act)).size;
  };

  it('is erased by either from all that names it, and what they agreed to is suppressed', async () => {
    const phone = '503 555 0181';
    const [byEmail, byPhone, byBoth] = await people('stray@example.org', phone);
    const [given] = await rows('select contact from consent_events where submission = ?', byBoth);
    await consent(stack, 'erase', '--phone', phone);
    await expect.poll(() => submissionsOf(byPhone, byBoth), polling).toBe(0);
    expect(await submissionsOf(byEmail)).toBe(1);
    expect(await toldOf('person.erased', byPhone)).toBe(1);
    expect(await toldOf('person.erased', byBoth)).toBe(1);
    expect(await tablesWith(given!['contact'] as string)).toEqual(['consent_events', 'suppressions']);
    await consent(stack, 'erase', '--email', 'stray@example.org');
    await expect.poll(() => submissionsOf(byEmail), polling).toBe(0);
    expect((await consent(stack, 'verify')).code).toBe(0);
  });

  it('takes consent back by the number, and each who has a record that names it is told', async () => {
    const phone = '503 555 0182';
    const ids = await people('stray2@example.org', phone);
    await consent(stack, 'revoke', '--phone', phone);
    for (const id of ids.slice(1)) await expect.poll(() => toldOf('consent.revoked', id), polling).toBe(1);
    expect(await toldOf('consent.revoked', ids[0])).toBe(0);
  });

  it('is kept by a legal hold on the number, whichever is to be erased', async () => {
    const phone = '503 555 0183';
    const ids = await people('stray3@example.org', phone);
    await consent(stack, 'hold', '--phone', phone);
    await consent(stack, 'erase', '--email', 'stray3@example.org');
    await consent(stack, 'erase', '--phone', phone);
    await expect.poll(async () => (await rows('select id from held_erasures')).length, polling).toBe(3);
    expect(await submissionsOf(...ids)).toBe(3);
    await consent(stack, 'hold', '--phone', phone, '--release');
    await expect.poll(() => submissionsOf(...ids), polling).toBe(0);
    expect(await rows('select id from held_erasures')).toEqual([]);
  });

  it('is not made one with somebody whose number another put beside their address', async () => {
    const victims = [
      await sendIn(stack, 'signups', { givenName: 'A', locale: 'en', email: 'one@example.org' }),
      await sendIn(stack, 'signups', { givenName: 'B', locale: 'en', phone: '503 555 0184' }),
    ];
    const forged = await sendIn(stack, 'signups', {
      givenName: 'X',
      locale: 'en',
      email: 'one@example.org',
      phone: '503 555 0184',
    });
    await consent(stack, 'erase', '--email', 'one@example.org');
    await expect.poll(() => submissionsOf(victims[0]!.id, forged.id), polling).toBe(0);
    expect(await submissionsOf(victims[1]!.id)).toBe(1);
  });
});

it('suppresses what somebody agreed to whose records are gone by the term of retention', async () => {
  const { id } = await agree(stack, { phone: '503 555 0185' });
  const [given] = await rows('select contact from consent_events where submission = ?', id);
  await query(stack.libsqlUrl, 'delete from submissions where id = ?', id);
  await query(stack.libsqlUrl, 'delete from contacts where digest = ?', given!['contact'] as string);
  const revoked = () =>
    rows("select method from consent_events where event = 'revoked' and contact = ?", given!['contact'] as string);
  for (let times = 0; times < 2; times++) await consent(stack, 'erase', '--phone', '503 555 0185');
  await sendIn(stack, 'signups', { givenName: 'Later', locale: 'en', email: 'later@example.org' });
  expect(await revoked()).toMatchObject([{ method: 'erasure' }]);
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
