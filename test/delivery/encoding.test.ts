import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, inject, it } from 'vitest';

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** Asks without decoding what comes. */
function ask(path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request(inject('origin') + path, { headers }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(pieces) }),
      );
    })
      .on('error', reject)
      .end();
  });
}

const decoders = { br: brotliDecompressSync, gzip: gunzipSync, identity: (body: Buffer) => body };
const encodingOf = ({ headers }: Answer) => (headers['content-encoding'] ?? 'identity') as keyof typeof decoders;
const manage = { Authorization: `Bearer ${inject('manageToken')}` };

const cached = [
  '/v1/faqs?locale=en',
  '/v1/articles/kaiser-strike?locale=es',
  '/v1/search?q=union&locale=en',
  '/v1/changes?locale=en',
  '/en/',
  '/es/chapters/oregon',
  '/style.css',
  '/openapi.json',
  '/docs/scalar.js',
  '/embed/v1/all.js',
  '/embed/v1/join-form.js',
];

describe.each(cached)('%s', (path) => {
  it('comes as asked for, decodes to the same bytes, and is named by other ETags', async () => {
    const plain = await ask(path);
    expect([plain.status, encodingOf(plain)]).toEqual([200, 'identity']);
    expect(plain.body.length).toBeGreaterThanOrEqual(1024);
    const etags = new Set([plain.headers['etag']]);
    for (const encoding of ['br', 'gzip'] as const) {
      const answer = await ask(path, { 'Accept-Encoding': encoding });
      expect(encodingOf(answer)).toBe(encoding);
      expect(answer.body.length).toBeLessThan(plain.body.length);
      expect(decoders[encoding](answer.body).equals(plain.body)).toBe(true);
      expect(answer.headers['vary']).toContain('Accept-Encoding');
      etags.add(answer.headers['etag']);
    }
    expect(etags.size).toBe(3);
    expect([...etags].every((etag) => /^"[\w-]+"$/.test(String(etag)))).toBe(true);
  });

  it('answers 304 to the bytes in the encoding asked for, and to no others', async () => {
    for (const encoding of ['br', 'gzip', 'identity']) {
      const headers = { 'Accept-Encoding': encoding };
      const etag = String((await ask(path, headers)).headers['etag']);
      const again = await ask(path, { ...headers, 'If-None-Match': etag });
      expect([again.status, again.body.length, again.headers['etag']]).toEqual([304, 0, etag]);
      expect(again.headers['vary']).toContain('Accept-Encoding');
      const other = await ask(path, { 'Accept-Encoding': encoding === 'br' ? 'gzip' : 'br', 'If-None-Match': etag });
      expect(other.status).toBe(200);
    }
  });
});

it.each([
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip', 'gzip'],
  ['GZIP', 'gzip'],
  ['br;q=0.5, gzip;q=0.9', 'gzip'],
  ['br;q=0, gzip;q=0.1', 'gzip'],
  ['br;q=0.2, identity', 'identity'],
  ['*', 'br'],
  ['*;q=0.5, br;q=0', 'gzip'],
  ['gzip;q=0', 'identity'],
  ['deflate', 'identity'],
  ['identity;q=0, br', 'br'],
  ['', 'identity'],
  ['not;;a,header=', 'identity'],
])('takes Accept-Encoding: %s for %s', async (header, encoding) => {
  const answers = [await ask('/v1/faqs?locale=en', { 'Accept-Encoding': header })];
  answers.push(await ask('/embed/v1/all.js', { 'Accept-Encoding': header }));
  expect(answers.map(encodingOf)).toEqual([encoding, encoding]);
});

it.each([
  ['/v1/manage/content', manage],
  ['/v1/manage/faqs?chapter=national', manage],
  ['/en/nothing', { Accept: 'text/html' }],
])('compresses what may not be kept as well: %s', async (path, headers) => {
  const plain = await ask(path, headers);
  expect(plain.body.length).toBeGreaterThanOrEqual(1024);
  for (const encoding of ['br', 'gzip'] as const) {
    const answer = await ask(path, { ...headers, 'Accept-Encoding': encoding });
    expect(encodingOf(answer)).toBe(encoding);
    expect(decoders[encoding](answer.body).equals(plain.body)).toBe(true);
    // Names a state, which is sent back as If-Match, and not bytes.
    expect(answer.headers['etag']).toBe(plain.headers['etag']);
  }
});

it('leaves short answers as they are', async () => {
  const answer = await ask('/v1/locales', { 'Accept-Encoding': 'br' });
  expect(answer.body.length).toBeLessThan(1024);
  expect(encodingOf(answer)).toBe('identity');
  expect(JSON.parse(answer.body.toString())).toMatchObject({ meta: { defaultLocale: 'en' } });
});
