import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { readSecrets } from '../../worker/cli/settings.ts';
import { consentTo } from '../support/consent.ts';
import { query, sendEasily } from '../support/intake.ts';
import { manage } from '../support/manage.ts';
import { makeMarks, readAll } from '../support/marks.ts';
import { campaign, entry, publish } from '../support/private-stack.ts';
import { startReceivingStack } from '../support/receiving-stack.ts';

/** All that the programs of this test write, to either of their outputs. */
const said = vi.hoisted(() => [] as Buffer[]);
vi.mock(import('node:child_process'), async (importOriginal) => {
  const real = await importOriginal();
  const spawn = (command: string, args: string[], options: object) => {
    const child = real.spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const output of [child.stdout, child.stderr]) output.on('data', (chunk: Buffer) => said.push(chunk));
    return child;
  };
  return { ...real, spawn } as unknown as typeof real;
});

const { values: marks, foundIn } = makeMarks(100, ['50355501']);
const halves = [marks.slice(0, 50), marks.slice(50)] as const;

let stack: Awaited<ReturnType<typeof startReceivingStack>> & { intakeSecret: string };
let inboundSecret: string;
beforeAll(async () => {
  const started = await startReceivingStack();
  const secrets = await readSecrets(started.dataDir);
  stack = { ...started, intakeSecret: secrets.INTAKE_SECRET };
  inboundSecret = secrets.INBOUND_SECRET;
  const disclosure = { text: 'T', links: { terms: 'T', privacy: 'P' }, review: { status: 'draft' } };
  const entries = [
    entry('disclosure', 'sms-1', { channel: 'sms', version: 1 }, disclosure),
    entry('pledge', 'stand', { position: 1 }, { title: 'T', text: 'T', label: 'L' }),
  ];
  expect((await publish(stack, campaign(entries))).status).toBe(200);
  await stack.addReceivers({ host: 'one.example.org', chapter: '*' }, { host: 'two.example.org', chapter: 'oregon' });
});
afterAll(() => stack.stop());

const polling = { timeout: 30_000, interval: 100 };
const numberOf = (mark: string) => `+150355501${mark.slice(-2)}`;

const person = (mark: string) => ({
  givenName: mark,
  familyName: mark.toUpperCase(),
  email: `${mark}@example.org`,
  phone: numberOf(mark),
  locale: 'en',
  chapter: 'oregon',
  page: `https://partner.example/${mark}?x=${mark}#${mark}`,
  referrer: `https://search.example/${mark}`,
  utm: { source: mark, campaign: `${mark} ${mark}` },
});
const worker = (mark: string) => ({ ...person(mark), workplace: `At ${mark}'s`, zip: '97201' });
const pledge = (mark: string) => ({ ...person(mark), pledge: 'stand' });

type Send = (mark: string) => Promise<Response>;

function raw(body: string | URLSearchParams, path = '/v1/signups', headers: Record<string, string> = {}) {
  const type = typeof body === 'string' ? { 'Content-Type': 'application/json' } : undefined;
  const init = { method: 'POST', body, headers: { 'Idempotency-Key': randomUUID(), ...type, ...headers } };
  return fetch(stack.origin + path, init);
}

const fromProvider = () => ({ Authorization: `Bearer ${inboundSecret}` });
const text = (from: string, words: string) =>
  raw(JSON.stringify({ from, text: words }), '/v1/inbound/sms', fromProvider());

/** All that can be sent with success. */
const accepted: Send[] = [
  (mark) => sendEasily(stack, '/v1/signups', worker(mark)),
  (mark) => sendEasily(stack, '/v1/pledges', pledge(mark), `${mark}-${randomUUID()}`),
  (mark) => raw(new URLSearchParams(person(mark) as unknown as Record<string, string>), '/en/join'),
  (mark) => text(numberOf(mark), `Please call ${mark}`),
  (mark) => text(numberOf(mark), 'STOP'),
  (mark) => manage(stack, 'POST', 'revocations', { body: { email: `${mark}@example.org` } }),
  (mark) => manage(stack, 'POST', 'holds', { body: { phone: numberOf(mark), hold: false } }),
];

/** What is refused, each with the value where the one who made a mistake would have put it. */
const refused: Send[] = [
  (mark) => raw(`{"givenName":"${mark}`),
  (mark) => raw(`{"givenName":"${mark}",}${mark}`),
  (mark) => raw(JSON.stringify({ ...worker(mark), [mark]: mark })),
  (mark) => raw(JSON.stringify({ ...worker(mark), email: `${mark} at example` })),
  (mark) => raw(JSON.stringify({ ...worker(mark), phone: mark, consents: { sms: mark } })),
  (mark) => raw(JSON.stringify({ ...worker(mark), chapter: mark.toLowerCase() })),
  (mark) => raw(JSON.stringify({ ...pledge(mark), pledge: mark }), '/v1/pledges'),
  (mark) => raw(mark.repeat(800)),
  (mark) => raw(mark, '/v1/signups', { 'Content-Type': `text/${mark}` }),
  (mark) => raw(JSON.stringify(worker(mark)), `/v1/signups/${mark}?email=${mark}@example.org`),
  (mark) => raw(JSON.stringify(worker(mark)), `/v1/signups?email=${mark}`, { 'UWH-Proof': btoa(mark) }),
  (mark) => raw(JSON.stringify(worker(mark)), '/v1/signups', { Referer: `https://x.example/${mark}`, Cookie: mark }),
  (mark) => raw(JSON.stringify({ ...worker(mark), partner: mark }), '/v1/signups', { 'User-Agent': mark }),
  (mark) => raw('{}', '/v1/inbound/sms', { Authorization: `Bearer ${mark}` }),
  (mark) => text(mark, '\u0000'.repeat(8001)),
  (mark) => manage(stack, 'POST', 'erasures', { body: { email: mark } }),
  (mark) => manage(stack, 'POST', 'holds', { token: mark, body: { email: `${mark}@example.org`, hold: true } }),
  (mark) => fetch(`${stack.origin}/en/consent?link=${mark}.${mark}`),
  (mark) => fetch(`${stack.origin}/v1/counters/${mark}?partner=${mark}%20`),
];

/** What asks the database while somebody waits. */
const asking: Send[] = [
  (mark) => raw(new URLSearchParams({ code: mark }), '/en/my'),
  (mark) => raw(new URLSearchParams({ code: '7H2KQ0MZ4T9XW1BC5RSE', name: mark }), '/en/my'),
  (mark) => fetch(`${stack.origin}/v1/search?q=${mark}`),
  (mark) => fetch(`${stack.origin}/v1/counters/stand?partner=${mark}`),
  (mark) => manage(stack, 'POST', 'tokens', { token: mark, body: { name: mark } }),
  (mark) => manage(stack, 'GET', `deliveries?submission=${mark}`),
];

/** Gives each value to one of these, one after the other, a few at once. */
async function give(values: readonly string[], sends: readonly Send[], isExpected: (status: number) => boolean) {
  for (let at = 0; at < values.length; at += 10) {
    await Promise.all(
      values.slice(at, at + 10).map(async (mark, index) => {
        const which = (at + index) % sends.length;
        const { status } = await sends[which]!(mark);
        expect(isExpected(status), `${which}: ${status}`).toBe(true);
      }),
    );
  }
}

/** All that is stored; the program itself names invented numbers in its examples. */
const listStored = async () => (await readAll(stack.dataDir)).filter(({ name }) => !name.endsWith('/index.js'));

const count = async (sql: string) => Number((await query(stack.libsqlUrl, sql))[0]!['n']);
const log = () => Buffer.concat(said).toString();

it('100 marked values leave no trace: of success, of mistakes, of a database that fails, of a crash', async () => {
  const consents = { sms: await consentTo(stack) };
  for (const mark of marks) {
    expect((await sendEasily(stack, '/v1/signups', { ...worker(mark), consents })).status).toBe(201);
  }
  await give(marks, accepted, (status) => status < 300);
  await give(marks, refused, (status) => status >= 400 && status < 500);
  await expect.poll(() => count('select count(*) as n from submissions'), polling).toBeGreaterThanOrEqual(100);
  await expect.poll(() => stack.listener.got.length, polling).toBeGreaterThan(200);

  await query(
    stack.libsqlUrl,
    `create trigger refusing before insert on submissions begin select raise(abort, 'no'); end`,
  );
  await give(halves[0], accepted, (status) => status < 300);
  await expect.poll(log, polling).toContain('entry_refused');
  await stack.killDatabase();
  await give(halves[1], accepted, (status) => status < 300);
  await give(marks, asking, (status) => status >= 400);
  await expect.poll(log, polling).toContain('"errorCode":"');

  const burst = marks.map((mark) => sendEasily(stack, '/v1/signups', worker(mark)).catch(() => null));
  await Promise.race(burst);
  await stack.kill();
  await Promise.all(burst);

  const files = await listStored();
  expect(
    files.map(({ name }) => name).filter((name) => /libsql.*-wal$|objects.*\.sqlite$/.test(name)).length,
  ).toBeGreaterThan(1);
  for (const { name, bytes } of files) expect([name, ...foundIn(bytes)]).toEqual([name]);
  expect(foundIn(Buffer.from(JSON.stringify(stack.listener.got)))).toEqual([]);
  expect(foundIn(Buffer.concat(said))).toEqual([]);
});

it('what looks for them finds them, however they are written', async () => {
  const [mark] = marks;
  for (const written of [mark!, mark!.toUpperCase(), `x${mark}`, `xy${mark}`, `xyz${mark}`]) {
    for (const encoding of ['utf8', 'hex', 'base64', 'base64url'] as const) {
      const text = encoding === 'utf8' ? written : Buffer.from(written.toLowerCase()).toString(encoding);
      expect(foundIn(Buffer.from(text)), `${encoding} ${text}`).not.toEqual([]);
    }
  }
  expect(foundIn(Buffer.from(mark!, 'utf16le'))).toEqual(['in UTF-16']);
  await writeFile(join(stack.dataDir, 'found'), mark!);
  const files = await listStored();
  expect(files.filter(({ bytes }) => foundIn(bytes).length > 0)).toHaveLength(1);
});
