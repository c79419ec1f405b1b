import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { describe, expect, inject, it } from 'vitest';
import { post, problemOf } from '../support/api.ts';

const signup = { givenName: 'Sam', email: 'sam@example.org', locale: 'en' };
const text = JSON.stringify(signup);

/** Says this to the API, byte for byte, and gives the status that it answers. */
function say(request: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(inject('origin')).port), '127.0.0.1');
    let heard = '';
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1');
      const status = /^HTTP\/1\.[01] (\d{3})/.exec(heard)?.[1];
      if (status === undefined) return;
      socket.destroy();
      resolve(Number(status));
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('No answer')));
    socket.write(request);
  });
}

describe('a Host that is none', () => {
  it.each(['a b<>', '[', 'x:y', '%zz', 'a\tb'])('%s is refused, whatever is asked for', async (host) => {
    const key = `Idempotency-Key: ${randomUUID()}`;
    for (const request of [
      `GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
      `GET /en/join HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
      `GET /v1/challenge HTTP/1.1\r\nHost: ${host}\r\n${key}\r\n\r\n`,
      `GET /v1/goals HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
      `POST /v1/signups HTTP/1.1\r\nHost: ${host}\r\n${key}\r\nContent-Type: application/json\r\nContent-Length: ${text.length}\r\n\r\n${text}`,
    ]) {
      const status = await say(request);
      expect([200, 302, 400, 403, 404, 422], request).toContain(status);
    }
  });
});

describe('a form that is none', () => {
  it.each<[string, BodyInit, Record<string, string>]>([
    ['JSON', '{}', { 'Content-Type': 'application/json' }],
    ['bytes', new Uint8Array([1, 2, 3]), {}],
    ['spoiled parts', 'xxx', { 'Content-Type': 'multipart/form-data; boundary=a' }],
    ['parts without a boundary', 'xxx', { 'Content-Type': 'multipart/form-data' }],
    ['text', 'givenName=x', { 'Content-Type': 'text/plain' }],
  ])('%s is 422', async (_, body, headers) => {
    const response = await fetch(`${inject('origin')}/en/join`, { method: 'POST', body, headers });
    expect([response.status, (await problemOf(response)).code]).toEqual([422, 'invalid_request']);
  });

  it('gives nobody else’s key to a person: one that came without its token is not taken up', async () => {
    const key = randomUUID();
    const body = new URLSearchParams({ givenName: 'Sam', email: 'sam@example.org', key });
    const response = await fetch(`${inject('origin')}/en/join`, { method: 'POST', body });
    expect(response.status).toBe(200);
    const page = await response.text();
    expect(page).toContain('name="token"');
    expect(page).not.toContain(key);
  });
});

describe('a sign-up', () => {
  it.each<[string, string | Uint8Array, number]>([
    ['one field twice', `{"givenName":"A",${text.slice(1)}`, 201],
    ['a prototype', `{"__proto__":{"x":1},${text.slice(1)}`, 422],
    ['a prototype within', `{"utm":{"__proto__":{"source":"x"}},${text.slice(1)}`, 422],
    ['8,000 lists in lists', '['.repeat(8000) + ']'.repeat(8000), 422],
    ['2,000 objects in objects', '{"a":'.repeat(2000) + '1' + '}'.repeat(2000), 422],
    ['16,384 bytes', text.padEnd(16_384), 201],
    ['16,385 bytes', text.padEnd(16_385), 413],
    ['a mark of its byte order', `\uFEFF${text}`, 201],
    ['a name in Latin-1', Buffer.from(text.replace('Sam', 'José'), 'latin1'), 422],
    ['a name that cannot be seen', text.replace('Sam', '\u200B\u200D'), 422],
    ['a name of a damaged character', text.replace('Sam', 'S\uFFFDm'), 422],
    ['half a character as a field', `{"\\ud800":1,${text.slice(1)}`, 422],
    ['a number without end', text.replace('"Sam"', '1e999'), 422],
  ])('with %s is answered as a user expects', async (_, body, status) => {
    const response = await post('/v1/signups', body, {});
    expect(response.status).toBe(status);
  });

  it.each([16_384, 16_385])('in pieces that add up to %i bytes is measured all the same', async (bytes) => {
    const body = Buffer.from(text.padEnd(bytes));
    const pieces = new ReadableStream({
      start(controller) {
        for (let at = 0; at < bytes; at += 1000) controller.enqueue(body.subarray(at, at + 1000));
        controller.close();
      },
    });
    const response = await fetch(`${inject('origin')}/v1/signups`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() },
      body: pieces,
      duplex: 'half',
    } as RequestInit);
    // It brings no proof of work, which is looked at once the body is found good.
    expect(response.status).toBe(bytes === 16_384 ? 403 : 413);
  });

  it.each([
    ['HEAD', 405],
    ['GET', 405],
    ['PUT', 405],
    ['DELETE', 405],
    ['OPTIONS', 204],
  ])('by %s is %i', async (method, status) => {
    expect((await fetch(`${inject('origin')}/v1/signups`, { method })).status).toBe(status);
  });

  it('whose head contradicts itself is not a fault', async () => {
    const head = `POST /v1/signups HTTP/1.1\r\nHost: x\r\nIdempotency-Key: ${randomUUID()}\r\nContent-Type: application/json\r\n`;
    expect(await say(`${head}Content-Length: 5\r\nContent-Length: 6\r\n\r\n{}   `)).toBe(400);
    expect(await say(`${head}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`)).toBe(422);
    expect(await say(`${head}Idempotency-Key: ${randomUUID()}\r\nContent-Length: 2\r\n\r\n{}`)).toBe(422);
    expect(await say(`${head}\r\n`)).toBe(400);
    expect(await say('POST /v1/signups HTTP/1.0\r\n\r\n')).toBe(400);
  });
});
