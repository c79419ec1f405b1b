import { createHmac, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dueOf } from '../../worker/intake/due.ts';
import { isRevocation } from '../../worker/intake/keywords.ts';
import { problemOf } from '../support/api.ts';
import { addFormerReceiver, agree, consent, startConsentStack, type ConsentStack } from '../support/consent.ts';
import { run } from '../support/command.ts';
import { query } from '../support/intake.ts';
import { dataOf, makeToken, manage } from '../support/manage.ts';

let stack: ConsentStack;
let secret: string;
beforeAll(async () => {
  stack = await startConsentStack();
  await addFormerReceiver(stack);
  const secrets = JSON.parse(await readFile(join(stack.dataDir, 'secrets.json'), 'utf8')) as Record<string, string>;
  secret = secrets['INBOUND_SECRET']!;
});
afterAll(() => stack.stop());

const polling = { timeout: 10_000 };
const rows = (sql: string, ...args: string[]) => query(stack.libsqlUrl, sql, ...args);
const revoked = () => rows("select * from consent_events where event = 'revoked' order by number");

function inbound(body: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${stack.origin}/v1/inbound/sms`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${secret}`, ...headers },
    body,
  });
}

const say = (from: string, text: string) => inbound(JSON.stringify({ from, text, id: randomUUID() }));

const english = 'STOP|QUIT|END|REVOKE|OPT OUT|CANCEL|UNSUBSCRIBE|STOP ALL|OPT-OUT';
const spanish =
  'ALTO|PARAR|PARE|PAREN|CANCELAR|CANCELA|CANCELE|BAJA|DAR BAJA|DAR DE BAJA|DARME DE BAJA|DARSE DE BAJA|DETENER|DETENGA|DETENGAN|SALIR|ABANDONAR|FIN|TERMINAR|FINALIZAR|REVOCAR|REVOCO|ANULAR|BASTA|NO MÁS|DESUSCRIBIR|DESUSCRIBIRME|DESUSCRIBIRSE|DESINSCRIBIR|CANCELAR SUSCRIPCIÓN|ANULAR SUSCRIPCIÓN';
const words = `${english}|${spanish}`.split('|');

/** How people and their telephones write a word. */
const manners: ((word: string) => string)[] = [
  (word) => word,
  (word) => word.toLowerCase(),
  (word) => ` ${word[0]}${word.slice(1).toLowerCase()}.\n`,
  (word) => `¡${word}!`,
  (word) => `“${word}”`,
  (word) => word.replaceAll(' ', ''),
  (word) => word.replaceAll(' ', '  '),
  (word) => word.normalize('NFD'),
  (word) => word.normalize('NFD').replaceAll(/\p{M}/gu, ''),
  (word) => word.replaceAll(/[A-Z]/g, '$&\u200B'),
  (word) => word.replaceAll(/[A-Z]/g, (letter) => String.fromCodePoint(letter.codePointAt(0)! + 0xfee0)),
  (word) => `${word} ${word.toLowerCase()}, STOP`,
  (word) => `${word} 🛑`,
];

describe('a keyword', () => {
  it.each(words)('%s takes consent back, however it is written', (word) => {
    for (const [index, write] of manners.entries()) {
      // Words in two parts are known alone, and not beside others.
      if (index === 11 && /[ -]/.test(word)) continue;
      expect(isRevocation(write(word)), write(word)).toBe(true);
    }
  });

  it.each([
    'please stop',
    'STOP 2',
    'when does it end?',
    '',
    '🛑',
    'stopwatch',
    'para',
    'no',
    'START',
    'UNSTOP',
    'HELP',
    'the end',
    'salir a comer',
    'baja voz',
    'fin de semana',
  ])('%s is for a person to read', (text) => expect(isRevocation(text)).toBe(false));
});

describe('what is due', () => {
  it.each([
    ['2026-11-23T17:00:00Z', '2026-12-07'],
    ['2026-11-21T17:00:00Z', '2026-12-04'],
    ['2026-11-28T03:00:00Z', '2026-12-11'],
  ])('of %s is due on %s: ten business days', (at, due) => expect(dueOf(at)).toBe(due));

  it('is due on a weekday, with ten weekdays from the day after it came, at any hour of three years', () => {
    const hourMs = 60 * 60 * 1000;
    const isWeekday = (day: number) => ![0, 6].includes(new Date(day).getUTCDay());
    for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2029, 0, 1); at += hourMs) {
      const due = Date.parse(dueOf(new Date(at).toISOString()));
      const came = Date.parse(new Date(at - 10 * hourMs).toISOString().slice(0, 10));
      const days = Array.from({ length: (due - came) / (24 * hourMs) }, (_, index) => came + (index + 1) * 24 * hourMs);
      expect([days.filter(isWeekday).length, isWeekday(due)]).toEqual([10, true]);
    }
  });
});

describe('a text message', () => {
  it('STOP takes the consent back, is due in ten business days, and tells who has the sign-up', async () => {
    const { id } = await agree(stack, { phone: '503 555 0111' });
    expect((await say('+15035550111', ' Stop! ')).status).toBe(204);
    await expect.poll(async () => (await revoked()).length, polling).toBe(1);
    const [event] = await revoked();
    expect(event).toMatchObject({ channel: 'sms', organization: '*', method: 'message', disclosure: '' });
    const [given] = await rows('select contact from consent_events where submission = ?', id);
    expect(event!['contact']).toBe(given!['contact']);
    const [duty] = await rows('select * from suppressions');
    expect(duty).toMatchObject({ contact: given!['contact'], due: dueOf(event!['at'] as string), settled_at: null });
    const [told] = await rows('select * from deliveries');
    expect(told).toMatchObject({ event: 'consent.revoked', submission: id, chapter: 'national' });
    expect(JSON.parse(told!['detail'] as string)).toEqual({ channel: 'sms', scope: '*', due: duty!['due'] });
    expect((await consent(stack, 'verify')).code).toBe(0);
  });

  it('shows in the export, which never gives a consent for standing that was taken back', async () => {
    const phones = ['+15035550131', '+15035550132'];
    const [gone, stays] = [await agree(stack, { phone: phones[0] }), await agree(stack, { phone: phones[1] })];
    const before = (await revoked()).length;
    expect((await say(phones[0]!, 'stop')).status).toBe(204);
    await expect.poll(async () => (await revoked()).length, polling).toBe(before + 1);
    const cli = join(import.meta.dirname, '../../worker/cli/export.ts');
    const key = join(stack.dataDir, 'keys/campaign.private.json');
    const { stdout } = await run(process.execPath, [cli, '--key', key, '--format', 'jsonl'], {
      env: { DATA_DIR: stack.dataDir },
    });
    const lines = stdout.trim().split('\n');
    const people = lines.map((line) => JSON.parse(line) as { id: string; smsRevokedAt: string | null });
    expect(people.find(({ id }) => id === gone.id)!.smsRevokedAt).toMatch(/^20/);
    expect(people.find(({ id }) => id === stays.id)!.smsRevokedAt).toBeNull();
  });

  it('of someone unknown suppresses all the same, and a repeat of it is one', async () => {
    const body = JSON.stringify({ from: '+15035550112', text: 'BAJA', id: 'SM-twice' });
    const before = (await revoked()).length;
    for (let times = 0; times < 2; times++) expect((await inbound(body)).status).toBe(204);
    const form = new URLSearchParams({ From: '+15035550113', Body: 'alto', MessageSid: 'SM1' });
    const basic = `Basic ${btoa(`twilio:${secret}`)}`;
    const type = 'Application/X-WWW-Form-Urlencoded; charset=UTF-8';
    expect((await inbound(String(form), { 'Content-Type': type, Authorization: basic })).status).toBe(204);
    await expect.poll(async () => (await revoked()).length, polling).toBe(before + 2);
  });

  it('that says more waits for a person, sealed, and is gone once it is read', async () => {
    const marker = `m${randomUUID().replaceAll('-', '')}`;
    expect((await say('+15035550114', `Please take me off, ${marker}`)).status).toBe(204);
    await expect.poll(async () => (await rows('select * from messages')).length, polling).toBe(1);
    for (const file of await readdir(stack.dataDir, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const bytes = await readFile(join(file.parentPath, file.name), 'latin1');
      expect([bytes.includes(marker), bytes.includes('5035550114')], file.name).toEqual([false, false]);
    }
    const key = join(stack.dataDir, 'keys/campaign.private.json');
    const { stdout } = await consent(stack, 'messages', '--key', key);
    const { id, ...message } = JSON.parse(stdout) as { id: string };
    expect(message).toMatchObject({ phone: '+15035550114', text: `Please take me off, ${marker}` });
    expect((await consent(stack, 'due')).stdout).toContain(`message\tsms\t*\t${id}`);
    expect((await consent(stack, 'settle', id)).code).toBe(0);
    await expect.poll(async () => (await rows('select * from messages')).length, polling).toBe(0);
  });

  it('is taken from the provider alone', async () => {
    const body = JSON.stringify({ from: '+15035550115', text: 'STOP' });
    const signed = (at: number, text = body, key = secret): Record<string, string> => ({
      Authorization: '',
      'webhook-id': randomUUID(),
      'webhook-timestamp': String(at),
      get 'webhook-signature'() {
        const signature = createHmac('sha256', key).update(`${this['webhook-id']}.${at}.${text}`).digest('base64');
        return `v1,AAAA v1,${signature}`;
      },
    });
    const now = Math.floor(Date.now() / 1000);
    expect((await inbound(body, { ...signed(now) })).status).toBe(204);
    for (const headers of [
      { Authorization: '' },
      { Authorization: `Bearer ${secret.slice(1)}` },
      { Authorization: `Basic ${btoa('x:y')}` },
      { Authorization: 'Basic %' },
      { ...signed(now - 400) },
      { ...signed(now, 'other') },
      { ...signed(now, body, 'another') },
      { ...signed(now), 'webhook-signature': 'v1,%%%' },
      { ...signed(now), 'webhook-timestamp': 'x' },
    ]) {
      const answer = await inbound(body, headers);
      expect([answer.status, (await problemOf(answer)).code]).toEqual([401, 'unauthorized']);
    }
    expect((await problemOf(await inbound('{'))).code).toBe('malformed_json');
    expect((await problemOf(await inbound('{}'))).code).toBe('invalid_request');
  });
});

describe('an operator', () => {
  it('takes consent back with a scope, and the audit names a digest alone', async () => {
    const args = ['revoke', '--email', 'Sam+news@gmail.com', '--channel', 'email', '--scope', 'oregon'];
    expect((await consent(stack, ...args)).code).toBe(0);
    const byOperators = () => rows("select * from consent_events where method = 'operator'");
    await expect.poll(async () => (await byOperators()).length, polling).toBe(1);
    const event = (await byOperators())[0]!;
    expect(event).toMatchObject({ channel: 'email', organization: 'oregon', method: 'operator' });
    const audit = await (await manage(stack, 'GET', 'audit')).text();
    expect(audit).toContain(`"target":"contacts/${event['contact'] as string}"`);
    expect(audit).not.toContain('gmail');
    const dossier = await consent(stack, 'dossier', '--email', 'sam@gmail.com');
    expect(dossier.stdout).toContain('Taken back');
    expect(dossier.stdout).toContain('email, oregon: asked');
    const { stdout } = await consent(stack, 'due');
    expect(stdout).toContain(`revocation\temail\toregon\t${event['submission'] as string}`);
  });

  it('needs the grant', async () => {
    const { secret: token } = await makeToken(stack, ['*:*:*:update', 'oregon:*:*:*']);
    const body = { email: 'sam@example.org' };
    for (const path of ['revocations', 'revocation-links', 'erasures']) {
      expect((await manage(stack, 'POST', path, { token, body })).status).toBe(403);
    }
    expect((await manage(stack, 'POST', 'erasures', { body: {} })).status).toBe(422);
    expect((await manage(stack, 'POST', 'revocations', { body: { phone: '12' } })).status).toBe(422);
    const { url } = await dataOf<{ url: string }>(await manage(stack, 'POST', 'revocation-links', { body }));
    expect(url).not.toMatch(/sam(@|%40)|example/);
  });
});
