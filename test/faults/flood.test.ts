import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase } from '../../worker/db.ts';
import { drain } from '../../worker/intake/drain.ts';
import type { SubmissionRecord } from '../../worker/intake/record.ts';
import { addFormerReceiver, agree, consent, startConsentStack, tamper, type ConsentStack } from '../support/consent.ts';
import { query } from '../support/intake.ts';

let stack: ConsentStack;
beforeAll(async () => {
  stack = await startConsentStack();
  await addFormerReceiver(stack);
});
afterAll(() => stack.stop());

const polling = { timeout: 60_000, interval: 100 };
const count = async (sql: string, ...args: string[]) => Number((await query(stack.libsqlUrl, sql, ...args))[0]!['n']);
const revoked = (method: string) =>
  count("select count(*) as n from consent_events where event = 'revoked' and method = ?", method);

/** So many records, each of another address, that all name the number of somebody else. */
async function flood(digest: string, times: number): Promise<void> {
  const series = `with recursive series (n) as (select 1 union all select n + 1 from series where n < ${times})`;
  await tamper(
    stack,
    `${series} insert into submissions (id, type, chapter, person, sealed, received_at)
     select 'flood-' || n, 'signup', 'national', 1000000 + n, '{}', '2026-11-22T17:00:00.000Z' from series`,
    `${series} insert into contacts (digest, person) select 'flood-' || n, 1000000 + n from series`,
    `${series} insert into strays (digest, submission) select '${digest}', 'flood-' || n from series`,
    `${series} insert into supporters (person, act, chapter) select 1000000 + n, 'signup', 'national' from series`,
  );
}

it('a number that 40,000 records name is revoked and erased, and what comes after it goes on', async () => {
  const phone = '503 555 0141';
  const { id } = await agree(stack, { phone });
  const [given] = await query(stack.libsqlUrl, 'select contact from consent_events where submission = ?', id);
  await flood(given!['contact'] as string, 40_000);
  expect((await consent(stack, 'revoke', '--phone', phone)).code).toBe(0);
  await expect.poll(() => revoked('operator'), polling).toBe(1);
  expect(await count("select count(*) as n from deliveries where event = 'consent.revoked'")).toBe(40_001);
  expect((await consent(stack, 'erase', '--phone', phone)).code).toBe(0);
  await expect.poll(() => count('select count(*) as n from submissions'), polling).toBe(0);
  expect(await count('select count(*) as n from supporters')).toBe(0);
  await agree(stack, { phone });
});

it('the largest batch that there can be goes to the database, however many keys it is sealed to', async () => {
  const sealed = JSON.stringify({ ciphertext: 'A'.repeat(22_000) });
  const batch = Array.from({ length: 500 }, (_, index): SubmissionRecord => {
    return {
      id: `large-${index}`,
      type: 'signup',
      chapter: 'national',
      pledge: null,
      sealed,
      contacts: { email: `large-${index}`, phone: null },
      consents: [],
      partner: null,
      pageOrigin: null,
      isTest: false,
      standing: 'verified',
      receivedAt: new Date().toISOString(),
    };
  });
  await drain(openDatabase({ LIBSQL_URL: stack.libsqlUrl, LIBSQL_AUTH_TOKEN: '' }), batch);
  expect(await count("select count(*) as n from submissions where id like 'large-%'")).toBe(500);
});

it('a link whose button is pressed again and again is done once or twice', async () => {
  const { stdout } = await consent(stack, 'link', '--email', `${randomUUID()}@example.org`);
  const link = new URL(stdout.trim()).searchParams.get('link')!;
  const answers = await Promise.all(
    Array.from({ length: 100 }, () =>
      fetch(`${stack.origin}/en/consent`, { method: 'POST', body: new URLSearchParams({ link, scope: 'everything' }) }),
    ),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  await agree(stack, { phone: '503 555 0142' });
  expect([1, 2]).toContain(await revoked('link'));
});
