import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { flattenedDecrypt, importJWK, type JWK } from 'jose';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Delivery, NewReceiver, Receiver } from '../../schema/wire/receiver.ts';
import { SubmissionWebhook } from '../../schema/wire/webhook.ts';
import { drainedRow, query } from '../support/intake.ts';
import { dataOf, manage } from '../support/manage.ts';
import { campaign, entry, publish } from '../support/private-stack.ts';
import { startReceivingStack, type Got } from '../support/receiving-stack.ts';

let stack: Awaited<ReturnType<typeof startReceivingStack>>;
let oregon: NewReceiver;
let everywhere: NewReceiver;
beforeAll(async () => {
  stack = await startReceivingStack();
  const pledge = entry('pledge', 'stand', { position: 1 }, { title: 'T', text: 'T', label: 'L' });
  expect((await publish(stack as never, campaign([pledge]))).status).toBe(200);
  await signUp({ givenName: 'Early', chapter: 'oregon' });
  [oregon, everywhere] = (await stack.addReceivers(
    { host: 'one.example.org', chapter: 'oregon' },
    { host: 'two.example.org', chapter: '*', events: ['signup.created'] },
  )) as [NewReceiver, NewReceiver];
});
afterAll(() => stack.stop());

const polling = { timeout: 30_000, interval: 50 };

async function signUp(fields: object, path = 'signups'): Promise<string> {
  const response = await fetch(`${stack.origin}/v1/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() },
    body: JSON.stringify({ givenName: 'Sam', email: `${randomUUID()}@example.org`, locale: 'en', ...fields }),
  });
  return (await dataOf<{ id: string }>(response)).id;
}

function parse({ body }: Got) {
  return SubmissionWebhook.parse(JSON.parse(body));
}

const about = (id: string) => (got: Got) => parse(got).data.id === id;

async function privateKey(receiver: NewReceiver): Promise<JWK & { kid: string }> {
  const file = join(stack.dataDir, `keys/receiver-${receiver.id}.private.json`);
  return JSON.parse(await readFile(file, 'utf8')) as JWK & { kid: string };
}

async function deliveriesOf(submission: string): Promise<Delivery[]> {
  return dataOf(await manage(stack, 'GET', `deliveries?submission=${submission}`));
}

const stateAt = async (receiver: NewReceiver, submission: string) =>
  (await deliveriesOf(submission)).find((each) => each.receiver === receiver.id)!;

/** Brings forward what is due later, and has the couriers look: they do when anything new is to be sent. */
async function hasten(): Promise<void> {
  const before = new Date(Date.now() - 1000).toISOString();
  await query(stack.libsqlUrl(), "update deliveries set next_try_at = ? where state = 'due'", before);
  await query(stack.libsqlUrl(), 'update receivers set rests_until = null');
  await signUp({ chapter: 'national' });
}

describe('a webhook', () => {
  it('is signed, and carries one JWE that the receiver’s key opens, and no other part', async () => {
    const id = await signUp({ givenName: 'Signedperson', chapter: 'oregon' });
    await expect.poll(() => stack.listener.to('one.example.org').some(about(id)), polling).toBe(true);
    const got = stack.listener.to('one.example.org').find(about(id))!;
    expect(got.path).toBe('/hook');
    const { type, data } = parse(got);
    expect([type, data.chapter]).toEqual(['signup.created', 'oregon']);
    expect(new Webhook(oregon.secret).verify(got.body, got.headers as Record<string, string>)).toBeTruthy();
    for (const wrong of [everywhere.secret, `whsec_${Buffer.alloc(32).toString('base64')}`]) {
      expect(() => new Webhook(wrong).verify(got.body, got.headers as Record<string, string>)).toThrow();
    }
    const key = await privateKey(oregon);
    expect(data.jwe.header.kid).toBe(key.kid);
    const { plaintext } = await flattenedDecrypt(data.jwe, await importJWK(key, 'RSA-OAEP-256'));
    expect(JSON.parse(new TextDecoder().decode(plaintext))).toMatchObject({ givenName: 'Signedperson' });
    expect(got.body.length).toBeLessThan(20_000);
    expect(got.body).not.toContain('Signedperson');
    await expect.poll(async () => (await stateAt(oregon, id)).state, polling).toBe('delivered');
  });

  it('goes to receivers of its chapter and event alone, and tells nothing that came before their approval', async () => {
    const national = await signUp({ chapter: 'national' });
    const pledge = await signUp({ chapter: 'oregon', pledge: 'stand' }, 'pledges');
    await expect.poll(() => stack.listener.to('one.example.org').some(about(pledge)), polling).toBe(true);
    await expect.poll(() => stack.listener.to('two.example.org').some(about(national)), polling).toBe(true);
    expect((await deliveriesOf(national)).map(({ receiver }) => receiver)).toEqual([everywhere.id]);
    expect((await deliveriesOf(pledge)).map(({ receiver }) => receiver)).toEqual([oregon.id]);
    const chapters = stack.listener.to('one.example.org').map((got) => parse(got).data.chapter);
    expect(new Set(chapters)).toEqual(new Set(['oregon']));
    const [early] = await query(stack.libsqlUrl(), 'select id, sealed from submissions order by received_at limit 1');
    expect(await deliveriesOf(early!['id'] as string)).toEqual([]);
    expect(early!['sealed']).not.toContain(`receiver-`);
    const sealed = (await drainedRow(stack.libsqlUrl(), national))['sealed'] as string;
    expect(sealed).not.toContain(`receiver-${oregon.id}`);
    expect(sealed).toContain(`receiver-${everywhere.id}`);
  });

  it('stays away from a host that the settings do not name, whatever the database says', async () => {
    const before = stack.listener.got.length;
    for (const url of [
      'https://four.example.org/x',
      `https://127.0.0.1:${stack.listener.port}/x`,
      'http://one.example.org/',
    ]) {
      await query(stack.libsqlUrl(), 'update receivers set url = ? where id = ?', url, oregon.id);
      const id = await signUp({ chapter: 'oregon' });
      await expect
        .poll(
          async () => (await deliveriesOf(id)).find(({ receiver }) => receiver === oregon.id)?.attempts[0]?.error,
          polling,
        )
        .toBe('host_not_approved');
    }
    await query(
      stack.libsqlUrl(),
      'update receivers set url = ? where id = ?',
      'https://one.example.org/hook',
      oregon.id,
    );
    expect(stack.listener.got.slice(before).every(({ host }) => host === 'two.example.org')).toBe(true);
    await hasten();
  });
});

describe('a try that fails', () => {
  it('comes again, up to ten times over about three days, and then is a dead letter that can be replayed', async () => {
    stack.listener.replies['one.example.org'] = () => ({ status: 500 });
    const id = await signUp({ chapter: 'oregon' });
    const waits: number[] = [];
    for (let tries = 1; tries <= 10; tries++) {
      await expect
        .poll(
          async () =>
            (await deliveriesOf(id))[0]?.receiver !== undefined && (await stateAt(oregon, id)).attempts.length,
          polling,
        )
        .toBe(tries);
      const { state, nextTryAt, attempts } = await stateAt(oregon, id);
      expect(attempts.at(-1)).toMatchObject({ status: 500, error: null });
      if (tries === 10) expect([state, nextTryAt]).toEqual(['dead', null]);
      else {
        expect(state).toBe('due');
        waits.push((Date.parse(nextTryAt!) - Date.parse(attempts.at(-1)!.at)) / 3_600_000);
        await hasten();
      }
    }
    const days = waits.reduce((sum, wait) => sum + wait) / 24;
    expect(days).toBeGreaterThan(2.4);
    expect(days).toBeLessThan(3.9);
    expect(waits[0]).toBeLessThan(0.01);
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    const ids = stack.listener
      .to('one.example.org')
      .filter(about(id))
      .map(({ headers }) => headers['webhook-id']);
    expect([ids.length, new Set(ids).size]).toEqual([10, 1]);
    const dead = await dataOf<Delivery[]>(await manage(stack, 'GET', `deliveries?state=dead&receiver=${oregon.id}`));
    expect(dead.map(({ submission }) => submission)).toContain(id);

    stack.listener.replies['one.example.org'] = () => ({ status: 200 });
    expect((await manage(stack, 'POST', `deliveries/${ids[0] as string}/replay`)).status).toBe(200);
    await expect.poll(async () => (await stateAt(oregon, id)).state, polling).toBe('delivered');
  });

  it.each([
    ['a redirect', () => ({ status: 307, headers: { Location: 'https://three.example.org/' } }), 307],
    ['a refusal', () => ({ status: 400 }), 400],
    ['a time-out', () => ({ status: 200, hangs: true }), 'timeout'],
  ] as const)('by %s is a failure, and followed nowhere', async (_, reply, expected) => {
    stack.listener.replies['one.example.org'] = reply;
    const id = await signUp({ chapter: 'oregon' });
    await expect
      .poll(
        async () =>
          (await deliveriesOf(id)).some(({ receiver, attempts }) => receiver === oregon.id && attempts.length > 0),
        polling,
      )
      .toBe(true);
    const { state, attempts } = await stateAt(oregon, id);
    expect([state, attempts[0]!.status ?? attempts[0]!.error]).toEqual(['due', expected]);
    expect(stack.listener.to('three.example.org')).toEqual([]);
    delete stack.listener.replies['one.example.org'];
    await hasten();
    await expect.poll(async () => (await stateAt(oregon, id)).state, polling).toBe('delivered');
  });

  it('asks to be left alone by Retry-After, and is', async () => {
    stack.listener.replies['one.example.org'] = () => ({ status: 429, headers: { 'Retry-After': '7200' } });
    const id = await signUp({ chapter: 'oregon' });
    await expect
      .poll(
        async () => (await deliveriesOf(id)).find(({ receiver }) => receiver === oregon.id)?.attempts.length,
        polling,
      )
      .toBe(1);
    const { nextTryAt, attempts } = await stateAt(oregon, id);
    expect((Date.parse(nextTryAt!) - Date.parse(attempts[0]!.at)) / 1000).toBeGreaterThan(7100);
    delete stack.listener.replies['one.example.org'];
    await hasten();
    await expect.poll(async () => (await stateAt(oregon, id)).state, polling).toBe('delivered');
  });

  it('holds up no other receiver', async () => {
    stack.listener.replies['one.example.org'] = () => ({ status: 200, hangs: true });
    await signUp({ chapter: 'oregon' });
    const began = stack.listener.to('one.example.org').length;
    await expect.poll(() => stack.listener.to('one.example.org').length, polling).toBeGreaterThan(began - 1);
    const id = await signUp({ chapter: 'national' });
    await expect
      .poll(async () => (await deliveriesOf(id))[0]?.state, { timeout: 8000, interval: 50 })
      .toBe('delivered');
    delete stack.listener.replies['one.example.org'];
    await hasten();
  });
});

describe('an answer', () => {
  it('without an end is acknowledged by its head, and its body is not read', async () => {
    stack.listener.replies['one.example.org'] = () => ({ status: 200, endless: true });
    const id = await signUp({ chapter: 'oregon' });
    await expect
      .poll(async () => (await deliveriesOf(id)).find(({ receiver }) => receiver === oregon.id)?.state, polling)
      .toBe('delivered');
    expect(stack.listener.endlessBytes()).toBeLessThan(20_000_000);
    delete stack.listener.replies['one.example.org'];
  });

  it('410 disables the receiver until it is approved again', async () => {
    stack.listener.replies['one.example.org'] = () => ({ status: 410 });
    const id = await signUp({ chapter: 'oregon' });
    const stateOf = async () =>
      (await dataOf<Receiver[]>(await manage(stack, 'GET', 'receivers'))).find((each) => each.id === oregon.id)!.state;
    await expect.poll(stateOf, polling).toBe('disabled');
    expect((await stateAt(oregon, id)).state).toBe('dead');
    const sent = stack.listener.to('one.example.org').length;
    delete stack.listener.replies['one.example.org'];
    const later = await signUp({ chapter: 'oregon' });
    await expect.poll(async () => (await stateAt(everywhere, later))?.state, polling).toBe('delivered');
    expect((await manage(stack, 'POST', `deliveries/${(await stateAt(oregon, id)).id}/replay`)).status).toBe(409);
    expect((await manage(stack, 'POST', `receivers/${oregon.id}/approval`)).status).toBe(200);
    expect((await manage(stack, 'POST', `deliveries/${(await stateAt(oregon, id)).id}/replay`)).status).toBe(200);
    await expect.poll(async () => (await stateAt(oregon, id)).state, polling).toBe('delivered');
    expect(
      stack.listener
        .to('one.example.org')
        .slice(sent)
        .map((got) => parse(got).data.id),
    ).toEqual([id]);
  });
});

describe('an erased submission', () => {
  it('is not sent any more, also by a replay', async () => {
    stack.listener.replies['one.example.org'] = () => ({ status: 500 });
    const id = await signUp({ chapter: 'oregon' });
    await expect
      .poll(
        async () => (await deliveriesOf(id)).find(({ receiver }) => receiver === oregon.id)?.attempts.length,
        polling,
      )
      .toBe(1);
    await query(stack.libsqlUrl(), 'delete from submissions where id = ?', id).catch(() => []);
    delete stack.listener.replies['one.example.org'];
    const { id: delivery } = await stateAt(oregon, id);
    expect((await manage(stack, 'POST', `deliveries/${delivery}/replay`)).status).toBe(200);
    await expect.poll(async () => (await stateAt(oregon, id)).state, polling).toBe('dropped');
    expect(stack.listener.to('one.example.org').filter(about(id)).length).toBe(1);
  });
});

describe('after workerd is killed', () => {
  it('what was on its way is sent again', async () => {
    stack.listener.replies['one.example.org'] = () => ({ status: 200, hangs: true });
    const ids = await Promise.all(Array.from({ length: 20 }, () => signUp({ chapter: 'oregon' })));
    await expect
      .poll(() => stack.listener.to('one.example.org').some((got) => ids.includes(parse(got).data.id)), polling)
      .toBe(true);
    await stack.kill();
    delete stack.listener.replies['one.example.org'];
    await stack.start();
    for (const id of ids) {
      await expect
        .poll(async () => (await deliveriesOf(id)).find(({ receiver }) => receiver === oregon.id)?.state, {
          ...polling,
          timeout: 60_000,
        })
        .toBe('delivered');
    }
  }, 120_000);
});

describe('while the database is away', () => {
  it('nothing is lost: it is sent once the database is back', async () => {
    await stack.stopDatabase();
    const id = await signUp({ chapter: 'oregon' });
    await stack.startDatabase();
    await expect
      .poll(async () => (await deliveriesOf(id)).find(({ receiver }) => receiver === oregon.id)?.state, {
        ...polling,
        timeout: 60_000,
      })
      .toBe('delivered');
    expect(stack.listener.to('one.example.org').some(about(id))).toBe(true);
  }, 120_000);
});
