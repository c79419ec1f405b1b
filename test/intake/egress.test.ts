import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { hostname, networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebhookUrl } from '../../schema/wire/receiver.ts';
import { built } from '../../worker/cli/build.ts';
import { findFreePort, type Child } from '../../worker/cli/child.ts';
import { readVariables } from '../../worker/cli/stack.ts';
import { startWorkerd } from '../../worker/cli/workerd.ts';
import { readConfig } from '../../worker/env.ts';
import { problemOf } from '../support/api.ts';
import { manage } from '../support/manage.ts';
import { startPrivateStack } from '../support/private-stack.ts';

// Fetches what it is told to: through the service for what goes out, or through the one that may reach the database.
const probe = `
import { DurableObject } from 'cloudflare:workers';
export class Journal extends DurableObject {}
export class Courier extends DurableObject {}
export default {
  async fetch(request, env) {
    const to = new URL(request.url).searchParams.get('to');
    if (to === null) return new Response('ready');
    const way = request.headers.get('X-Way') === 'egress' ? env.EGRESS : globalThis;
    try {
      const options = { method: 'POST', body: '{}', redirect: 'manual', signal: AbortSignal.timeout(2000) };
      return new Response(String((await way.fetch(to, options)).status));
    } catch (error) {
      return new Response(error.name, { status: 502 });
    }
  },
};
`;

let folder: string;
let workerd: Child;
let origin: string;
let connections = 0;
const listener = createServer((socket) => {
  connections += 1;
  socket.on('error', () => {});
  socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
});
let port: number;

beforeAll(async () => {
  await new Promise<void>((done) => listener.listen(0, '::', done));
  ({ port } = listener.address() as AddressInfo);
  folder = await mkdtemp(join(tmpdir(), 'uwh-egress-'));
  // The very services of the product, around another program.
  await writeFile(join(folder, 'workerd.capnp'), await readFile(built.workerd));
  await writeFile(join(folder, 'index.js'), probe);
  const settings = { port: await findFreePort(), dataDir: folder };
  workerd = await startWorkerd(settings, {}, { config: join(folder, 'workerd.capnp') });
  origin = `http://127.0.0.1:${settings.port}`;
});
afterAll(async () => {
  await workerd.stop();
  listener.close();
  await rm(folder, { recursive: true, force: true });
});

/** How many connections came of a request there, and what became of it. */
async function reach(url: string, way: 'egress' | 'internet'): Promise<{ made: number; said: string }> {
  const before = connections;
  const response = await fetch(`${origin}/?${new URLSearchParams({ to: url })}`, { headers: { 'X-Way': way } });
  return { said: await response.text(), made: connections - before };
}

// Where the listener can be reached from beside loopback.
const own = Object.values(networkInterfaces())
  .flatMap((each) => each ?? [])
  .map(({ address }) => address)
  .filter((address) => /^(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\./.test(address));

/** This machine and its network, as they can be written. */
const privateHosts = [
  '127.0.0.1',
  '127.1',
  '127.0.1',
  '2130706433',
  '0x7f000001',
  '0x7f.0.0.1',
  '0177.0.0.1',
  '017700000001',
  '127.0.0.1.',
  '127.255.255.254',
  '0.0.0.0',
  '0',
  '[::1]',
  '[::]',
  '[0:0:0:0:0:0:0:1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[64:ff9b:1::7f00:1]',
  '[2002:7f00:1::1]',
  '[2001::7f00:1]',
  '[ff02::1]',
  '224.0.0.1',
  '240.0.0.1',
  '198.18.0.1',
  '192.0.0.8',
  '255.255.255.255',
  '[fe80::1]',
  '[fc00::1]',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.0.1',
  '169.254.169.254',
  '100.64.0.1',
  'localhost',
  'LOCALHOST',
  'localhost.',
  'uwh.localhost',
  'ip6-localhost',
  'ip6-loopback',
  hostname(),
  ...own,
  '127.000.000.001',
  '0x7f.1',
  '0177.1',
  '①②⑦.0.0.1',
  '[::ffff:10.0.0.1]',
  '[::ffff:169.254.169.254]',
  '[fd00:ec2::254]',
  'one.example.org@127.0.0.1',
  'one.example.org%40127.0.0.1',
  '１２７.0.0.1',
  '127。0。0。1',
];

describe('what goes out', () => {
  it('would reach the listener without its service', async () => {
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '2130706433', '0177.0.0.1']) {
      expect((await reach(`http://${host}:${port}/`, 'internet')).made, host).toBeGreaterThan(0);
    }
  });

  it.each(privateHosts)('makes no connection to %s', async (host) => {
    for (const scheme of ['http', 'https']) {
      const { made, said } = await reach(`${scheme}://${host}:${port}/`, 'egress');
      // Refused at once: nothing waited for an answer.
      expect([made, said], scheme).toEqual([0, expect.stringMatching(/^(?:Type)?Error$/)]);
    }
  });
});

describe('a receiver', () => {
  let stack: Awaited<ReturnType<typeof startPrivateStack>>;
  beforeAll(async () => {
    stack = await startPrivateStack();
  });
  afterAll(() => stack.stop());

  const request = { name: 'A', chapter: 'oregon', events: ['signup.created'] };

  it('can’t be made at an address of this machine or its network', async () => {
    for (const host of privateHosts) {
      for (const url of [`https://${host}/`, `https://${host}:${port}/`, `http://${host}/`]) {
        const response = await manage(stack, 'POST', 'receivers', { body: { ...request, url } });
        expect(response.status, url).toBe(422);
        expect((await problemOf(response)).errors!.map(({ pointer }) => pointer)).toEqual(['/url']);
      }
    }
  });

  it('can’t be made at a host that the settings do not name', async () => {
    const response = await manage(stack, 'POST', 'receivers', {
      body: { ...request, url: 'https://hooks.example.org/' },
    });
    expect((await problemOf(response)).errors![0]!.detail).toContain('WEBHOOK_HOSTS');
  });

  it.each([
    'https://hooks.example.org',
    'https://hooks.example.org./x',
    'https://hooks.example.org:8443/x',
    'https://user@hooks.example.org/x',
    'https://HOOKS.example.org/x',
    'https://hooks.example.org/x#y',
    'https://hooks.example.org/x y',
    'https://hooks.example.org\\@127.0.0.1/',
    'https:/hooks.example.org/x',
    ' https://hooks.example.org/x',
    'ftp://hooks.example.org/x',
  ])('can’t be at %s', (url) => {
    expect(WebhookUrl.safeParse(url).success).toBe(false);
    expect(WebhookUrl.safeParse('https://hooks.example.org/x?y=z').success).toBe(true);
  });
});

it.each([
  'localhost',
  '127.0.0.1',
  'a.localhost',
  'printer.local',
  'one.example.org/x',
  'ONE.example.org',
  '*.example.org',
])('WEBHOOK_HOSTS can’t name %s', async (host) => {
  const variables = await readVariables({ port: 1, dataDir: folder, libsqlUrl: undefined });
  const config = { ...variables, LIBSQL_URL: 'http://127.0.0.1' };
  expect(readConfig({ ...config, WEBHOOK_HOSTS: ' one.example.org  two.example.org ' }).WEBHOOK_HOSTS).toEqual([
    'one.example.org',
    'two.example.org',
  ]);
  expect(() => readConfig({ ...config, WEBHOOK_HOSTS: `one.example.org ${host}` })).toThrow('Set WEBHOOK_HOSTS');
});
