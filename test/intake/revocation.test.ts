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

describe('a keyword', () => {
  it.each(
    'STOP|stop|Stop.|QUIT|END|REVOKE|OPT OUT|opt-out|OPTOUT|CANCEL|UNSUBSCRIBE|STOPALL|Stop all|ＳＴＯＰ|ALTO|¡Alto!|PARAR|cancelar|Baja|dar de baja|DETENER|Salir|NO MÁS|cancelar suscripción|STOP STOP stop|Stop. Unsubscribe!|ALTO, basta|STOP 🛑'.split(
      '|',
    ),
  )('%s takes consent back', (text) => expect(isRevocation(text)).toBe(true));

  it.each(['please stop', 'STOP 2', 'when does it end?', '', '🛑', 'stopwatch', 'para', 'no', 'START'])(
    '%s is for a person to read',
    (text) => expect(isRevocation(text)).toBe(false),
  );
});

describe('what is due', () => {
  it.each([
    ['2026-11-23T17:00:00Z', '2026-12-07'],
    ['2026-11-21T17:00:00Z', '2026-12-04'],
    ['2026-11-28T03:00:00Z', '2026-12-11'],
  ])('of %s is due on %s: ten business days', (at, due) => expect(dueOf(at)).toBe(due));
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
    expect(url).not.toContain('sam');
  });
});
