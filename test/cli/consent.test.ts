import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verify } from '../../worker/cli/consent-verify.ts';
import { openDatabase } from '../../worker/db.ts';
import { query } from '../support/intake.ts';
import { agree, consent, startConsentStack, tamper, wording, type ConsentStack } from '../support/consent.ts';

let stack: ConsentStack;
beforeAll(async () => {
  stack = await startConsentStack();
  for (const digit of [1, 2, 3, 4, 5]) await agree(stack, { phone: `(503) 555-010${digit}` });
});
afterAll(() => stack.stop());

const triggers = ['consent_events_next', 'consent_events_unchanged', 'consent_events_kept'];

/** Spoils the chain as someone could who has the database, looks, and mends it. */
async function spoiled(...statements: string[]): Promise<string> {
  const definitions = await query(
    stack.libsqlUrl,
    "select sql from sqlite_master where name like 'consent_events_%' and type = 'trigger'",
  );
  const restored = ['delete from consent_events', 'insert into consent_events select * from kept', 'drop table kept'];
  await tamper(
    stack,
    'create table kept as select * from consent_events',
    ...triggers.map((name) => `drop trigger ${name}`),
    ...statements,
  );
  const failure = await verify(openDatabase({ LIBSQL_URL: stack.libsqlUrl, LIBSQL_AUTH_TOKEN: '' }), undefined).then(
    () => 'nothing',
    ({ message }: Error) => message,
  );
  await tamper(stack, ...restored, ...definitions.map(({ sql }) => sql as string));
  return failure;
}

describe('npm run consent -- verify', () => {
  it('says that the chain is whole, and where it ends', async () => {
    const { code, stdout } = await consent(stack, 'verify');
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^5 rows, unbroken\..*\n5:[0-9a-f]{64}\n$/)]);
  });

  it.each([
    ['changed', "update consent_events set page_origin = 'https://other.example' where number = 3", 3],
    ['of another form', 'update consent_events set form = null where number = 2', 2],
    ['missing', 'delete from consent_events where number = 2', 2],
    ['first and missing', 'delete from consent_events where number = 1', 1],
    ['unchained by whoever emptied its hash', "update consent_events set hash = '' where number = 4", 4],
  ])('names a row that is %s', async (_, statement, number) => {
    expect(await spoiled(statement)).toContain(`Row ${number} breaks the chain`);
  });

  it('names a row that was put in, whether or not those after it were moved up', async () => {
    const copy = (number: number) =>
      `insert into consent_events select ${number}, event, submission, contact, channel, disclosure, version, digest, locale, page_origin, at, hash, organization, control, control_default, form, client_at, partner, method from consent_events where number = 1`;
    expect(
      await spoiled(
        'update consent_events set number = -number where number > 2',
        copy(3),
        'update consent_events set number = 1 - number where number < 0',
      ),
    ).toContain('Row 3 breaks');
    expect(await spoiled(copy(0))).toContain('Row 1 breaks');
    expect(await spoiled(copy(6))).toContain('Row 6 breaks');
  });

  it('finds an end that was cut off by what was noted before', async () => {
    const noted = (await consent(stack, 'verify')).stdout.trim().split('\n').at(-1)!;
    expect((await consent(stack, 'verify', '--head', noted)).code).toBe(0);
    expect(await consent(stack, 'verify', '--head', `6:${'0'.repeat(64)}`)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Row 6'),
    });
    expect(await consent(stack, 'verify', '--head', `5:${'0'.repeat(64)}`)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Row 5'),
    });
  });
});

describe('the chain of consents', () => {
  it.each([
    "update consent_events set locale = 'es'",
    'delete from consent_events where number = 5',
    'insert or replace into consent_events select * from consent_events where number = 5',
  ])('refuses to %s', async (statement) => {
    await expect(tamper(stack, statement)).rejects.toThrow('consent_events is');
  });
});

describe('npm run consent -- dossier', () => {
  it('tells of one number when, where, how and to which words it agreed', async () => {
    const { code, stdout } = await consent(stack, 'dossier', '--phone', '503 555 0102', '--json');
    expect(code).toBe(0);
    const dossier = JSON.parse(stdout) as { events: object[] };
    expect(dossier).toMatchObject({
      contact: { phone: '+15035550102' },
      chain: { isWhole: true, number: 5 },
      heldSince: null,
    });
    expect(dossier.events).toEqual([
      {
        number: 2,
        event: 'given',
        submission: expect.any(String),
        contact: expect.any(String),
        channel: 'sms',
        organization: 'national',
        disclosure: 'sms-1',
        version: 1,
        digest: createHash('sha256').update(wording).digest('hex'),
        locale: 'en',
        control: 'checkbox',
        controlDefault: 'unset',
        pageOrigin: 'https://partner.example',
        partner: null,
        form: 'join-form/0123456789ab',
        clientAt: '2026-11-22T16:59:41.000Z',
        at: expect.stringMatching(/^20/),
        method: null,
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        shown: { text: wording, terms: 'Terms', privacy: 'Privacy' },
      },
    ]);
  });

  it('is readable as well, and says so where there is nothing', async () => {
    const { stdout } = await consent(stack, 'dossier', '--phone', '+1 503 555 0102');
    expect(stdout).toContain('# Evidence of consent: +15035550102');
    expect(stdout).toContain(`> ${wording}`);
    expect((await consent(stack, 'dossier', '--email', 'nobody@example.org')).stdout).toContain(
      'Nothing was agreed to',
    );
  });

  it('says in one line what is wrong', async () => {
    for (const args of [['dossier'], ['dossier', '--phone', 'x'], ['nothing']])
      expect((await consent(stack, ...args)).code).toBe(1);
  });
});
