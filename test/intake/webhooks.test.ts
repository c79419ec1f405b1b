import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { flattenedDecrypt, importJWK, type JWK } from 'jose';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Delivery, NewReceiver, Receiver } from '../../schema/wire/receiver.ts';
import { SubmissionWebhook, WithdrawalWebhook } from '../../schema/wire/webhook.ts';
import { addressEvents } from '../../worker/intake/outbox.ts';
import { drainedRow, query } from '../support/intake.ts';
import { dataOf, manage } from '../support/manage.ts';
import { campaign, entry, publish } from '../support/private-stack.ts';
import { startReceivingStack, type Got } from '../support/receiving-stack.ts';
import { submit } from '../support/proof.ts';

const host = 'one.example.org';
let stack: Awaited<ReturnType<typeof startReceivingStack>>;
let oregon: NewReceiver;
let everywhere: NewReceiver;
beforeAll(async () => {
  stack = await startReceivingStack();
  const pledge = entry('pledge', 'stand', { position: 1 }, { title: 'T', text: 'T', label: 'L' });
  expect((await publish(stack, campaign([pledge]))).status).toBe(200);
  await signUp({ givenName: 'Early', chapter: 'oregon' });
  [oregon, everywhere] = (await stack.addReceivers(
    { host, chapter: 'oregon' },
    { host: 'two.example.org', chapter: '*', events: ['signup.created'] },
  )) as [NewReceiver, NewReceiver];
});
afterAll(() => stack.stop());

const polling = { timeout: 30_000, interval: 50 };

async function signUp(fields: object, path: 'signups' | 'pledges' = 'signups'): Promise<string> {
  const response = await submit(stack.origin, `/v1/${path}`, {
    givenName: 'Sam',
    email: `${randomUUID()}@example.org`,
    locale: 'en',
    ...fields,
  });
  return (await dataOf<{ id: string }>(response)).id;
}

function parse({ body }: Got) {
  return SubmissionWebhook.parse(JSON.parse(body));
}

const idOf = ({ body }: Got) => (JSON.parse(body) as { data: { id: string } }).data.id;
const about = (id: string) => (got: Got) => idOf(got) === id;

async function privateKey(receiver: NewReceiver): Promise<JWK & { kid: string }> {
  const file = join(stack.dataDir, `keys/receiver-${receiver.id}.private.json`);
  return JSON.parse(await readFile(file, 'utf8')) as JWK & { kid: string };
}

async function deliveriesOf(submission: string): Promise<Delivery[]> {
  return dataOf(await manage(stack, 'GET', `deliveries?submission=${submission}`));
}

const stateAt = async (receiver: NewReceiver, submission: string) =>
  (await deliveriesOf(submission)).find((each) => each.receiver === receiver.id)!;

const stateOf = async (receiver: NewReceiver, submission: string) => (await stateAt(receiver, submission))?.state;
const triesOf = async (receiver: NewReceiver, submission: string) =>
  (await stateAt(receiver, submission))?.attempts.length;

/** Brings forward what is due later, and has the couriers look: they do when anything new is to be sent. */
async function hasten(): Promise<void> {
  const before = new Date(Date.now() - 1000).toISOString();
  await query(stack.libsqlUrl, "update deliveries set next_try_at = ? where state = 'due'", before);
  await query(stack.libsqlUrl, 'update receivers set rests_until = null');
  await signUp({ chapter: 'national' });
}

/** Lets all that is due go out, so that the next test meets receivers that are well. */
afterEach(async () => {
  delete stack.listener.replies[host];
  await expect
    .poll(
      async () => {
        const due = await dataOf<Delivery[]>(await manage(stack, 'GET', 'deliveries?state=due'));
        if (due.length > 0) await hasten();
        return due;
      },
      { timeout: 30_000, interval: 500 },
    )
    .toEqual([]);
});

describe('a webhook', () => {
  it('is signed, and carries one JWE that the receiver’s key opens, and no other part', async () => {
    const id = await signUp({ givenName: 'Signedperson', chapter: 'oregon' });
    await expect.poll(() => stack.listener.to(host).some(about(id)), polling).toBe(true);
    const got = stack.listener.to(host).find(about(id))!;
    expect(got.path).toBe('/hook');
    const { type, data } = parse(got);
    expect([type, data.chapter]).toEqual(['signup.created', 'oregon']);
    expect(new Webhook(oregon.secret).verify(got.body, got.headers as Record<string, string>)).toBeTruthy();
    for (const wrong of [everywhere.secret, `whsec_${Buffer.alloc(32).toString('base64')}`]) {
      expect(() => new Webhook(wrong).verify(got.body, got.headers as Record<string, string>)).toThrow(
        'No matching signature',
      );
    }
    const key = await privateKey(oregon);
    expect(data.jwe.header.kid).toBe(key.kid);
    const { plaintext } = await flattenedDecrypt(data.jwe, await importJWK(key, 'RSA-OAEP-256'));
    expect(JSON.parse(new TextDecoder().decode(plaintext))).toMatchObject({ givenName: 'Signedperson' });
    expect(got.body.length).toBeLessThan(20_000);
    expect(got.body).not.toContain('Signedperson');
    await expect.poll(() => stateOf(oregon, id), polling).toBe('delivered');
  });

  it('goes to receivers of its chapter and event alone, and tells nothing that came before their approval', async () => {
    const national = await signUp({ chapter: 'national' });
    const pledge = await signUp({ chapter: 'oregon', pledge: 'stand' }, 'pledges');
    await expect.poll(() => stack.listener.to(host).some(about(pledge)), polling).toBe(true);
    await expect.poll(() => stack.listener.to('two.example.org').some(about(national)), polling).toBe(true);
    expect((await deliveriesOf(national)).map(({ receiver }) => receiver)).toEqual([everywhere.id]);
    expect((await deliveriesOf(pledge)).map(({ receiver }) => receiver)).toEqual([oregon.id]);
    const chapters = stack.listener.to(host).map((got) => parse(got).data.chapter);
    expect(new Set(chapters)).toEqual(new Set(['oregon']));
    const [early] = await query(stack.libsqlUrl, 'select id, sealed from submissions order by received_at limit 1');
    expect(await deliveriesOf(early!['id'] as string)).toEqual([]);
    expect(early!['sealed']).not.toContain(`receiver-`);
    const sealed = (await drainedRow(stack.libsqlUrl, national))['sealed'] as string;
    expect(sealed).not.toContain(`receiver-${oregon.id}`);
    expect(sealed).toContain(`receiver-${everywhere.id}`);
  });

  it('stays away from a host that the settings do not name, whatever the database says', async () => {
    const before = stack.listener.got.length;
    const moveTo = (url: string) => query(stack.libsqlUrl, 'update receivers set url = ? where id = ?', url, oregon.id);
    const { port } = stack.listener;
    for (const url of ['https://four.example.org/x', `https://127.0.0.1:${port}/x`, 'http://one.example.org/']) {
      await moveTo(url);
      const id = await signUp({ chapter: 'oregon' });
      await expect.poll(async () => (await stateAt(oregon, id))?.attempts[0]?.error, polling).toBe('host_not_approved');
    }
    await moveTo('https://one.example.org/hook');
    expect(stack.listener.got.slice(before).every((got) => got.host === 'two.example.org')).toBe(true);
  });
});

describe('a try that fails', () => {
  it('comes again, up to ten times over about three days, and then is a dead letter that can be replayed', async () => {
    stack.listener.replies[host] = () => ({ status: 500 });
    const id = await signUp({ chapter: 'oregon' });
    const waits: number[] = [];
    for (let tries = 1; tries <= 10; tries++) {
      await expect.poll(() => triesOf(oregon, id), polling).toBe(tries);
      const { state, nextTryAt, attempts } = await stateAt(oregon, id);
      expect([state, attempts.at(-1)!.status]).toEqual([tries < 10 ? 'due' : 'dead', 500]);
      if (nextTryAt === null) break;
      waits.push((Date.parse(nextTryAt) - Date.parse(attempts.at(-1)!.at)) / 3_600_000);
      await hasten();
    }
    expect(waits.length).toBe(9);
    const hours = [5 / 3600, 5 / 60, 0.5, 2, 5, 10, 14, 20, 24];
    for (const [index, wait] of waits.entries()) {
      expect(wait / hours[index]!).toBeGreaterThan(0.79);
      // Beside the jitter, what the try took.
      expect(wait / hours[index]!).toBeLessThan(1.4);
    }
    const ids = stack.listener
      .to(host)
      .filter(about(id))
      .map(({ headers }) => headers['webhook-id']);
    expect([ids.length, new Set(ids).size]).toEqual([10, 1]);
    const dead = await dataOf<Delivery[]>(await manage(stack, 'GET', `deliveries?state=dead&receiver=${oregon.id}`));
    expect(dead.map(({ submission }) => submission)).toContain(id);

    stack.listener.replies[host] = () => ({ status: 200 });
    expect((await manage(stack, 'POST', `deliveries/${ids[0] as string}/replay`)).status).toBe(200);
    await expect.poll(() => stateOf(oregon, id), polling).toBe('delivered');
  });

  it('by a redirect of any sort comes again, and is followed nowhere', async () => {
    const kinds = [300, 301, 302, 303, 304, 307, 308];
    const headers = { Location: 'https://three.example.org/' };
    stack.listener.replies[host] = (times) => ({ status: kinds[times % kinds.length]!, headers });
    const ids = await Promise.all(kinds.map(() => signUp({ chapter: 'oregon' })));
    for (const id of ids) await expect.poll(() => triesOf(oregon, id), polling).toBe(1);
    const tries = await Promise.all(ids.map((id) => stateAt(oregon, id)));
    expect(tries.map(({ state, attempts }) => `${state} ${attempts[0]!.status}`).toSorted()).toEqual(
      kinds.map((status) => `due ${status}`),
    );
    expect(stack.listener.to('three.example.org')).toEqual([]);
  });

  it.each([
    ['a refusal', () => ({ status: 400 }), 400],
    ['a time-out', () => ({ status: 200, hangs: true }), 'timeout'],
  ] as const)('by %s comes again', async (_, reply, expected) => {
    stack.listener.replies[host] = reply;
    const id = await signUp({ chapter: 'oregon' });
    await expect.poll(() => triesOf(oregon, id), polling).toBe(1);
    const { state, attempts } = await stateAt(oregon, id);
    expect([state, attempts[0]!.status ?? attempts[0]!.error]).toEqual(['due', expected]);
  });

  it('asks to be left alone by Retry-After, and is', async () => {
    stack.listener.replies[host] = () => ({ status: 429, headers: { 'Retry-After': '7200' } });
    const id = await signUp({ chapter: 'oregon' });
    await expect.poll(() => triesOf(oregon, id), polling).toBe(1);
    const { nextTryAt, attempts } = await stateAt(oregon, id);
    expect((Date.parse(nextTryAt!) - Date.parse(attempts[0]!.at)) / 1000).toBeGreaterThan(7100);
  });

  it('holds up no other receiver', async () => {
    stack.listener.replies[host] = () => ({ status: 200, hangs: true });
    const before = stack.listener.to(host).length;
    await signUp({ chapter: 'oregon' });
    await expect.poll(() => stack.listener.to(host).length, polling).toBeGreaterThan(before);
    const id = await signUp({ chapter: 'national' });
    await expect
      .poll(async () => (await deliveriesOf(id))[0]?.state, { timeout: 8000, interval: 50 })
      .toBe('delivered');
  });
});

describe('an answer', () => {
  it('without an end is acknowledged by its head, and its body is not read', async () => {
    stack.listener.replies[host] = () => ({ status: 200, endless: true });
    const id = await signUp({ chapter: 'oregon' });
    await expect.poll(() => stateOf(oregon, id), polling).toBe('delivered');
    expect(stack.listener.endlessBytes()).toBeLessThan(20_000_000);
  });

  it('410 disables the receiver until it is approved again', async () => {
    stack.listener.replies[host] = () => ({ status: 410 });
    const id = await signUp({ chapter: 'oregon' });
    const stateOfReceiver = async () =>
      (await dataOf<Receiver[]>(await manage(stack, 'GET', 'receivers'))).find((each) => each.id === oregon.id)!.state;
    await expect.poll(stateOfReceiver, polling).toBe('disabled');
    expect((await stateAt(oregon, id)).state).toBe('dead');
    const sent = stack.listener.to(host).length;
    delete stack.listener.replies[host];
    const later = await signUp({ chapter: 'oregon' });
    await expect.poll(() => stateOf(everywhere, later), polling).toBe('delivered');
    expect((await manage(stack, 'POST', `deliveries/${(await stateAt(oregon, id)).id}/replay`)).status).toBe(409);
    expect((await manage(stack, 'POST', `receivers/${oregon.id}/approval`)).status).toBe(200);
    expect((await manage(stack, 'POST', `deliveries/${(await stateAt(oregon, id)).id}/replay`)).status).toBe(200);
    await expect.poll(() => stateOf(oregon, id), polling).toBe('delivered');
    expect(stack.listener.to(host).slice(sent).map(idOf)).toEqual([id]);
  });
});

describe('a withdrawal', () => {
  it('is told without a JWE, and its 2xx is the acknowledgement that is listed', async () => {
    const now = new Date().toISOString();
    const [delivery, submission] = [`msg_${randomUUID()}`, randomUUID()];
    await query(
      stack.libsqlUrl,
      `insert into deliveries (id, receiver, event, submission, chapter, detail, at, state, queued_at, next_try_at)
       values (?, ?, 'consent.revoked', ?, 'oregon', '{"channel":"sms"}', ?, 'due', ?, ?)`,
      delivery,
      oregon.id,
      submission,
      now,
      now,
      now,
    );
    await hasten();
    await expect.poll(() => stateOf(oregon, submission), polling).toBe('delivered');
    const got = stack.listener.to(host).find(({ headers }) => headers['webhook-id'] === delivery)!;
    expect(WithdrawalWebhook.parse(JSON.parse(got.body))).toEqual({
      type: 'consent.revoked',
      timestamp: now,
      data: { id: submission, chapter: 'oregon', channel: 'sms' },
    });
    const listed = await dataOf<Delivery[]>(
      await manage(stack, 'GET', 'deliveries?event=consent.revoked&state=delivered'),
    );
    expect(listed.map(({ id }) => id)).toEqual([delivery]);
  });

  it('is owed to each receiver of the chapter that was ever approved, and a dead letter where it can’t be sent', () => {
    const receiver = { events: ['signup.created'], approvedAt: '2026-01-01T00:00:00.000Z' };
    const to = [
      { ...receiver, id: 'a', chapter: 'oregon', state: 'approved' as const },
      { ...receiver, id: 'b', chapter: '*', state: 'revoked' as const },
      { ...receiver, id: 'c', chapter: 'ohio', state: 'approved' as const },
    ];
    const about = { submission: 's', chapter: 'oregon', at: '2026-02-01T00:00:00.000Z', act: null, detail: null };
    const owed = addressEvents(to, [{ ...about, type: 'person.erased', sealed: null }]);
    expect(owed.map(({ receiver: id, state }) => [id, state])).toEqual([
      ['a', 'due'],
      ['b', 'dead'],
    ]);
    const sealed = '{"recipients":[{"header":{"kid":"receiver-a-1"}},{"header":{"kid":"receiver-b-1"}}]}';
    const told = addressEvents(to, [{ ...about, type: 'signup.created', sealed }]);
    expect(told.map(({ receiver: id }) => id)).toEqual(['a']);
    expect(addressEvents(to, [{ ...about, type: 'signup.created', sealed, at: '2025-12-31T00:00:00.000Z' }])).toEqual(
      [],
    );
  });
});

describe('a record that can’t be told', () => {
  it('is none for the longest that can be sent: what is in it goes out', async () => {
    const long = (length: number) => '語'.repeat(length);
    const id = await signUp({
      givenName: long(100),
      familyName: long(100),
      workplace: long(200),
      page: `https://partner.example/${long(2000)}`,
      referrer: `https://${'a.'.repeat(100)}example/`,
      utm: { source: long(100), medium: long(100), campaign: long(100), term: long(100), content: long(100) },
      chapter: 'oregon',
    });
    await expect.poll(() => stateOf(oregon, id), polling).toBe('delivered');
  });

  it('is not sent where it is larger than 20 kB', async () => {
    const id = await signUp({ chapter: 'oregon' });
    await expect.poll(() => stateOf(oregon, id), polling).toBe('delivered');
    const sent = stack.listener.to(host).length;
    const swollen = `"tag":"${'A'.repeat(20_000)}`;
    await query(
      stack.libsqlUrl,
      `update submissions set sealed = replace(sealed, '"tag":"', ?) where id = ?`,
      swollen,
      id,
    );
    const { id: delivery } = await stateAt(oregon, id);
    expect((await manage(stack, 'POST', `deliveries/${delivery}/replay`)).status).toBe(200);
    await expect.poll(() => stateOf(oregon, id), polling).toBe('dead');
    expect((await stateAt(oregon, id)).attempts.at(-1)!.error).toBe('too_large');
    expect(stack.listener.to(host).length).toBe(sent);
  });

  it('is dropped where it is damaged, and holds up nothing', async () => {
    const id = await signUp({ chapter: 'oregon' });
    await expect.poll(() => stateOf(oregon, id), polling).toBe('delivered');
    await query(stack.libsqlUrl, "update submissions set sealed = 'x' where id = ?", id);
    const { id: delivery } = await stateAt(oregon, id);
    expect((await manage(stack, 'POST', `deliveries/${delivery}/replay`)).status).toBe(200);
    await expect.poll(() => stateOf(oregon, id), polling).toBe('dropped');
    const next = await signUp({ chapter: 'oregon' });
    await expect.poll(() => stateOf(oregon, next), polling).toBe('delivered');
  });
});

describe('an erased submission', () => {
  it('is not sent any more, also by a replay', async () => {
    stack.listener.replies[host] = () => ({ status: 500 });
    const id = await signUp({ chapter: 'oregon' });
    await expect.poll(() => triesOf(oregon, id), polling).toBe(1);
    await query(stack.libsqlUrl, 'delete from submissions where id = ?', id);
    delete stack.listener.replies[host];
    const { id: delivery } = await stateAt(oregon, id);
    expect((await manage(stack, 'POST', `deliveries/${delivery}/replay`)).status).toBe(200);
    await expect.poll(() => stateOf(oregon, id), polling).toBe('dropped');
    expect(stack.listener.to(host).filter(about(id)).length).toBe(1);
  });
});

describe('after workerd is killed', () => {
  it('what was on its way is sent again', async () => {
    stack.listener.replies[host] = () => ({ status: 200, hangs: true });
    const ids = await Promise.all(Array.from({ length: 20 }, () => signUp({ chapter: 'oregon' })));
    await expect.poll(() => stack.listener.to(host).some((got) => ids.includes(idOf(got))), polling).toBe(true);
    await stack.kill();
    delete stack.listener.replies[host];
    await stack.start();
    for (const id of ids) {
      await expect.poll(() => stateOf(oregon, id), { ...polling, timeout: 60_000 }).toBe('delivered');
    }
  }, 120_000);
});

describe('while the database is stalled', () => {
  it('nothing is lost: it is sent once the database goes on', async () => {
    stack.stall();
    const id = await signUp({ chapter: 'oregon' });
    const other = await signUp({ chapter: 'oregon' });
    stack.resume();
    for (const each of [id, other]) await expect.poll(() => stateOf(oregon, each), polling).toBe('delivered');
  });

  it('what was sent but could not be noted is sent again under the same id', async () => {
    stack.listener.replies[host] = () => {
      stack.stall();
      return { status: 200 };
    };
    const id = await signUp({ chapter: 'oregon' });
    await expect.poll(() => stack.listener.to(host).some(about(id)), polling).toBe(true);
    delete stack.listener.replies[host];
    // Past the time-out of the note.
    await new Promise((resolve) => setTimeout(resolve, 6000));
    stack.resume();
    await expect.poll(() => stateOf(oregon, id), polling).toBe('delivered');
    const ids = stack.listener
      .to(host)
      .filter(about(id))
      .map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(1);
  });
});
