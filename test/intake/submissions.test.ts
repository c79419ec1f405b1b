import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { generalDecrypt, importJWK, type GeneralJWE, type JWK } from 'jose';
import { describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { registry } from '../../schema/kinds/index.ts';
import { listOf } from '../../schema/wire/answer.ts';
import { Receipt } from '../../schema/wire/signup.ts';
import { readSecrets } from '../../worker/cli/settings.ts';
import { get, post, problemOf } from '../support/api.ts';
import { drainedRow, query, sendEasily } from '../support/intake.ts';
import { proveEasily } from '../support/proof.ts';

const run = promisify(execFile);
const Answer = z.strictObject({ data: Receipt });
const pledge = 'stand-with-behavioral-health-workers';

const person = (marker: string) => ({
  givenName: `Given${marker}`,
  familyName: `Family${marker}`,
  email: `${marker}@example.org`,
  phone: '(503) 555-0142',
  zip: '97201',
  relation: 'worker',
  workplace: `Workplace${marker}`,
  language: 'es',
  callTime: 'evening',
  noVoicemail: true,
  chapter: 'oregon',
  locale: 'es',
  page: `https://partner.example/join/${marker}?from=mail#x`,
});

async function currentConsent(locale = 'es') {
  const body: unknown = await (await get(`/v1/disclosures?chapter=oregon&locale=${locale}`)).json();
  const { slug, version, digest, locale: shown } = listOf(registry.disclosure.item).parse(body).data[0]!;
  return { disclosure: slug, version, digest, locale: shown };
}

const rows = (sql: string, ...args: string[]) => query(inject('libsqlUrl'), sql, ...args);
const drained = (id: string) => drainedRow(inject('libsqlUrl'), id);

async function exportCsv(key = 'campaign'): Promise<string> {
  const cli = join(import.meta.dirname, '../../worker/cli/export.ts');
  const file = join(inject('dataDir'), `keys/${key}.private.json`);
  const env = { ...process.env, DATA_DIR: inject('dataDir'), LIBSQL_URL: inject('libsqlUrl') };
  return (await run(process.execPath, [cli, '--key', file], { env, maxBuffer: 1e8 })).stdout;
}

describe('the way beside the framework', () => {
  const intakeSecret = async () => (await readSecrets(inject('dataDir'))).INTAKE_SECRET;
  const good = { givenName: 'Sam', email: 'sam@example.org', locale: 'en' };
  const cases: [string, { key?: string; body: string; isProven?: boolean }, number][] = [
    ['what is good', { body: JSON.stringify(good) }, 201],
    ['what is no JSON', { body: '{"givenName":' }, 400],
    ['what is incomplete', { body: '{"givenName":"","other":1}' }, 422],
    ['a key that is none', { key: 'short', body: JSON.stringify(good) }, 422],
    ['a missing proof', { body: JSON.stringify(good), isProven: false }, 403],
    ['an unknown chapter', { body: JSON.stringify({ ...good, chapter: 'nowhere' }) }, 422],
    ['what is too long', { body: JSON.stringify({ ...good, givenName: 'x'.repeat(20_000) }) }, 413],
  ];

  it.each(cases)(
    'answers %s as the framework does, with the same headers',
    async (_, { key, body, isProven }, status) => {
      const answers: { status: number; headers: [string, string][]; body: unknown }[] = [];
      // A parameter of the type is one of the things that the routes have to look at.
      for (const type of ['application/json', 'application/json; charset=utf-8']) {
        const own = key ?? randomUUID();
        const proof = isProven === false ? '' : await proveEasily(await intakeSecret(), own);
        const headers = { 'Content-Type': type, 'Idempotency-Key': own, 'UWH-Proof': proof };
        const answer = await fetch(`${inject('origin')}/v1/signups`, { method: 'POST', headers, body });
        const told = [...answer.headers].filter(
          ([name]) => !['content-length', 'transfer-encoding', 'date'].includes(name),
        );
        const json: { data?: object } = await answer.json();
        // Of a receipt, which is another each time, its members.
        answers.push({
          status: answer.status,
          headers: told,
          body: json.data === undefined ? json : Object.keys(json.data),
        });
      }
      const [direct, routed] = answers;
      expect(direct!.status).toBe(status);
      expect(direct).toEqual(routed);
    },
  );
});

describe('a sign-up', () => {
  it('is kept sealed: nothing that tells who it is stands readable in the database or its files', async () => {
    const marker = `m${randomUUID().replaceAll('-', '')}`;
    const response = await post('/v1/signups', { ...person(marker), consents: { sms: await currentConsent() } });
    expect(response.status).toBe(201);
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    const { data } = Answer.parse(await response.json());

    const row = await drained(data.id);
    expect(row).toMatchObject({ type: 'signup', chapter: 'oregon', pledge: null, received_at: data.receivedAt });
    const sealed = JSON.parse(row['sealed'] as string) as { recipients: { header: { kid: string } }[] };
    expect(sealed.recipients.map(({ header }) => header.kid.split('-')[0])).toEqual(['campaign', 'recovery']);
    const [consent] = await rows('select * from consent_events where submission = ?', data.id);
    expect(consent).toMatchObject({ channel: 'sms', locale: 'es', page_origin: 'https://partner.example' });

    const files = (await readdir(inject('dataDir'), { recursive: true, withFileTypes: true })).filter((file) =>
      file.isFile(),
    );
    expect(files.map(({ parentPath }) => parentPath)).toEqual(
      expect.arrayContaining([expect.stringContaining('/libsql'), expect.stringContaining('/objects')]),
    );
    for (const file of files) {
      const bytes = await readFile(join(file.parentPath, file.name), 'latin1');
      for (const word of [marker, '5035550142', '555-0142', '97201'])
        expect(bytes.includes(word), file.name).toBe(false);
    }
  });

  it('comes out of the export with either key, and what could be a formula is made harmless', async () => {
    const marker = `m${randomUUID().replaceAll('-', '')}`;
    const body = { ...person(marker), familyName: '=HYPERLINK("https://evil.example")', workplace: '@x' };
    await drained(Answer.parse(await (await post('/v1/signups', body)).json()).data.id);
    for (const key of ['campaign', 'recovery']) {
      const csv = await exportCsv(key);
      const line = csv.split('\n').find((each) => each.includes(marker))!;
      expect(line).toContain('+15035550142');
      expect(line).toContain(`"'=HYPERLINK(""https://evil.example"")"`);
      expect(line).toContain(",'@x,");
      expect(line).toContain(`https://partner.example/join/${marker},`);
      expect(line).not.toContain('from=mail');
    }
  });

  it('answers 200 who are new and 200 who come again with the same bytes, but for id, code and time', async () => {
    const { INTAKE_SECRET: intakeSecret } = await readSecrets(inject('dataDir'));
    const again = `${randomUUID()}@example.org`;
    const answers = new Set<string>();
    for (let index = 0; index < 400; index++) {
      const email = index % 2 === 0 ? again : `${randomUUID()}@example.org`;
      const body = { givenName: index % 3 === 0 ? 'Sam' : 'Alex', email, locale: 'en' };
      const response = await sendEasily({ origin: inject('origin'), intakeSecret }, '/v1/signups', body);
      const { data } = Answer.parse(await response.clone().json());
      let text = await response.text();
      for (const own of [data.id, data.code, data.receivedAt]) text = text.replace(own, '-'.repeat(own.length));
      const headers = [...response.headers].filter(([name]) => name !== 'date');
      answers.add(JSON.stringify([response.status, headers, text]));
    }
    expect([...answers]).toEqual([expect.stringMatching(/^\[201,/)]);
  });

  it('hides how long its fields are', async () => {
    const lengths = await Promise.all(
      ['Al', 'A'.repeat(90)].map(async (givenName) => {
        const response = await post('/v1/signups', { givenName, email: 'al@example.org', locale: 'en' });
        const { data } = Answer.parse(await response.json());
        return ((await drained(data.id))['sealed'] as string).length;
      }),
    );
    expect(lengths[0]).toBe(lengths[1]);
  });

  it('takes names of every script, and one contact of either sort', async () => {
    const names = [
      'Ñandú',
      'مريم',
      '美玲',
      'Đoàn',
      'Zoë',
      'O’Connor',
      'नेहा',
      '👩‍⚕️',
      'ᏣᎳᎩ',
      'ⵜⴰⵎⴰⵣⵉⵖⵜ',
      '𐐔𐐯𐑅𐐨𐑉𐐯𐐻',
      "D'Arcy-Ünal Jr.",
      'X Æ',
    ];
    for (const givenName of names) {
      expect((await post('/v1/signups', { givenName, email: 'a@example.org', locale: 'en' })).status).toBe(201);
    }
    expect((await post('/v1/signups', { givenName: 'Sam', phone: '+44 20 7946 0958', locale: 'en' })).status).toBe(201);
  });

  it.each([
    ['no contact', { email: undefined, phone: undefined }, '/email'],
    ['no name', { givenName: '  ' }, '/givenName'],
    ['control characters', { givenName: 'Sam\u0000' }, '/givenName'],
    ['a reversing character', { givenName: 'Sam\u202E' }, '/givenName'],
    ['not an e-mail address', { email: 'sam at example' }, '/email'],
    ['not a phone number', { phone: '12' }, '/phone'],
    ['words as a phone number', { phone: 'call me' }, '/phone'],
    ['a wrong ZIP code', { zip: '9720' }, '/zip'],
    ['an unknown chapter', { chapter: 'nowhere' }, '/chapter'],
    ['an unknown field', { employer: 'x' }, '/employer'],
    ['a wrong type', { noVoicemail: 'yes' }, '/noVoicemail'],
    ['a number as a name', { givenName: 12 }, '/givenName'],
    ['a list as an address', { email: ['sam@example.org'] }, '/email'],
    ['nothing as a name', { givenName: null }, '/givenName'],
    ['a name without end', { familyName: 'x'.repeat(101) }, '/familyName'],
    ['a line break', { workplace: 'A\nB' }, '/workplace'],
    ['a delete character', { givenName: 'Sam\u007F' }, '/givenName'],
    ['an isolating character', { familyName: 'Sam\u2066' }, '/familyName'],
    ['half a character', { givenName: 'Sam\uD800' }, '/givenName'],
    ['an unknown source of its way', { utm: { foo: 'x' } }, '/utm/foo'],
    ['a wrong language', { language: 'not a tag' }, '/language'],
    ['no page of the web', { page: 'file:///home/x' }, '/page'],
  ])('with %s is 422, points at the field, and repeats no value', async (_, change, pointer) => {
    const marker = 'Markedperson';
    const body = { ...person(marker), ...change };
    const response = await post('/v1/signups', body);
    expect(response.status).toBe(422);
    const text = await response.clone().text();
    expect((await problemOf(response)).errors!.map((error) => error.pointer)).toEqual([pointer]);
    for (const value of [marker, 'sam at example', 'call me', '9720"', 'nowhere']) expect(text).not.toContain(value);
  });

  it.each([
    ['no Idempotency-Key', '{}', { 'Idempotency-Key': '' }, 422, 'invalid_request'],
    ['a short Idempotency-Key', '{}', { 'Idempotency-Key': 'short' }, 422, 'invalid_request'],
    ['no JSON', '{"givenName":', {}, 400, 'malformed_json'],
    ['another media type', '{}', { 'Content-Type': 'text/plain' }, 415, 'unsupported_media_type'],
    ['an array', '[]', {}, 422, 'invalid_request'],
    ['null', 'null', {}, 422, 'invalid_request'],
    ['a text', '"Sam"', {}, 422, 'invalid_request'],
    ['nothing', '', {}, 400, 'malformed_json'],
    ['17 kB', JSON.stringify({ givenName: 'x'.repeat(17_000) }), {}, 413, 'body_too_large'],
  ])('with %s is refused', async (_, body, headers, status, code) => {
    const response = await post('/v1/signups', body, headers);
    expect([response.status, (await problemOf(response)).code]).toEqual([status, code]);
  });

  it('is refused with a consent to other words than those published', async () => {
    const consent = await currentConsent('en');
    const body = { givenName: 'Sam', phone: '(503) 555-0142', locale: 'en' };
    const changes = [
      { locale: '__proto__' },
      { locale: 'constructor' },
      { digest: '0'.repeat(64) },
      { version: 9 },
      { disclosure: 'sms-9' },
      { locale: 'es' },
      { locale: 'fr' },
    ];
    for (const change of changes) {
      const response = await post('/v1/signups', { ...body, consents: { sms: { ...consent, ...change } } });
      expect((await problemOf(response)).code, JSON.stringify(change)).toBe('disclosure_not_current');
    }
    expect((await post('/v1/signups', { ...body, consents: { sms: consent } })).status).toBe(201);
  });
});

describe('a media type', () => {
  it.each(['application/json;', 'application/json ;charset=utf-8', 'Application/JSON; charset=utf-8; '])(
    '%s is JSON',
    async (type) => {
      const body = { givenName: 'Sam', email: 'sam@example.org', locale: 'en' };
      expect((await post('/v1/signups', body, { 'Content-Type': type })).status).toBe(201);
    },
  );
});

describe('an Idempotency-Key', () => {
  it('sent ten times at once keeps one row, and gives ten equal answers', async () => {
    const key = randomUUID();
    const body = { ...person(`m${randomUUID()}`), consents: { sms: await currentConsent() } };
    const responses = await Promise.all(
      Array.from({ length: 10 }, () => post('/v1/signups', body, { 'Idempotency-Key': key })),
    );
    const answers = await Promise.all(responses.map(async (response) => `${response.status} ${await response.text()}`));
    expect(new Set(answers).size).toBe(1);
    const { data } = Answer.parse(JSON.parse(answers[0]!.slice(4)));
    await drained(data.id);
    expect((await rows('select * from consent_events where submission = ?', data.id)).length).toBe(1);
  });

  it('with another body is 422, and the first record gains nothing', async () => {
    const key = randomUUID();
    const first = { ...person('first') };
    const { data } = Answer.parse(await (await post('/v1/signups', first, { 'Idempotency-Key': key })).json());
    const other = { ...first, givenName: 'Other', consents: { sms: await currentConsent() } };
    for (const [path, body] of [
      ['/v1/signups', other],
      ['/v1/pledges', { pledge, givenName: 'A', email: 'a@example.org', locale: 'en' }],
    ] as const) {
      const response = await post(path, body, { 'Idempotency-Key': key });
      expect(response.status).toBe(422);
      expect((await problemOf(response)).code).toBe('idempotency_key_reused');
    }
    await drained(data.id);
    expect(await rows('select * from consent_events where submission = ?', data.id)).toEqual([]);
  });
});

describe('a pledge', () => {
  it('is kept like a sign-up', async () => {
    const response = await post('/v1/pledges', { pledge, givenName: 'Sam', email: 'sam@example.org', locale: 'en' });
    expect(response.status).toBe(201);
    const { data } = Answer.parse(await response.json());
    expect(await drained(data.id)).toMatchObject({
      type: 'pledge',
      pledge,
    });
  });

  it('to nothing is 422', async () => {
    const response = await post('/v1/pledges', {
      pledge: 'nothing',
      givenName: 'Sam',
      email: 'a@example.org',
      locale: 'en',
    });
    expect((await problemOf(response)).errors![0]!.pointer).toBe('/pledge');
  });
});

describe('what brought a person', () => {
  it('is sealed with the rest, and of the referrer stays its origin', async () => {
    const marker = `m${randomUUID().replaceAll('-', '')}`;
    const way = { utm: { source: `s${marker}`, campaign: 'fall' }, referrer: `https://search.example/?q=${marker}` };
    const { data } = Answer.parse(await (await post('/v1/signups', { ...person(marker), ...way })).json());
    const sealed = JSON.parse((await drained(data.id))['sealed'] as string) as GeneralJWE;
    const key = JSON.parse(await readFile(join(inject('dataDir'), 'keys/campaign.private.json'), 'utf8')) as JWK;
    const { plaintext } = await generalDecrypt(sealed, await importJWK(key, 'RSA-OAEP-256'));
    const opened = JSON.parse(new TextDecoder().decode(plaintext)) as object;
    expect(opened).toMatchObject({ utm: way.utm, referrer: 'https://search.example' });
    expect(opened).not.toHaveProperty('partner');
  });
});
