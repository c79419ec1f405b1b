import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { built } from '../../worker/cli/build.ts';
import { findFreePort, type Child } from '../../worker/cli/child.ts';
import { migrate, startEmbedded } from '../../worker/cli/libsql.ts';
import { readVariables } from '../../worker/cli/stack.ts';
import { startWorkerd } from '../../worker/cli/workerd.ts';
import { run } from './command.ts';
import { dataOf, manage } from './manage.ts';
import type { NewReceiver } from '../../schema/wire/receiver.ts';

const hosts = ['one.example.org', 'two.example.org', 'three.example.org'] as const;
type Host = (typeof hosts)[number];

export interface Got {
  host: Host;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

interface Reply {
  status: number;
  headers?: Record<string, string>;
  /** Never ends the answer. */
  hangs?: boolean;
  /** Begins a body and goes on for as long as someone reads. */
  endless?: boolean;
}

/** Receivers on one port of the loopback interface, told apart by the host that the sender asked for. */
async function listen() {
  const got: Got[] = [];
  const replies: Partial<Record<Host, (times: number) => Reply>> = {};
  let endlessBytes = 0;
  function* pour() {
    for (; endlessBytes < 50_000_000; endlessBytes += 65_536) yield Buffer.alloc(65_536);
  }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const host = request.headers.host as Host;
      got.push({ host, path: request.url!, headers: request.headers, body: Buffer.concat(chunks).toString() });
      const times = got.filter((each) => each.host === host).length;
      const reply = replies[host]?.(times) ?? { status: 204 };
      if (reply.hangs) return;
      response.writeHead(reply.status, reply.headers);
      if (reply.endless) Readable.from(pour()).pipe(response);
      else response.end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const to = (host: Host) => got.filter((each) => each.host === host);
  return {
    port,
    got,
    to,
    replies,
    endlessBytes: () => endlessBytes,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/**
 * The built bundle in a folder of its own, with another service for what goes out: one that brings every request to the
 * test's own listener, whatever its address says. What `npm start` and a deployment run can't be told to.
 */
async function divertEgress(folder: string, port: number): Promise<string> {
  const capnp = await readFile(built.workerd, 'utf8');
  const egress = /\(name = "egress", network = .*?\n {4}\)\),\n/s;
  if (!egress.test(capnp)) throw new Error('The configuration has no egress service');
  const config = join(folder, 'workerd.capnp');
  const toListener = `(name = "egress", external = (address = "127.0.0.1:${port}", http = ())),\n`;
  await writeFile(config, capnp.replace(egress, toListener));
  await copyFile(resolve(built.workerd, '../index.js'), join(folder, 'index.js'));
  return config;
}

/** An API of a test's own whose webhooks come to a listener. */
export async function startReceivingStack() {
  const dataDir = await mkdtemp(join(tmpdir(), 'uwh-receivers-'));
  const settings = { port: await findFreePort(), dataDir, libsqlUrl: undefined };
  const listener = await listen();
  const config = await divertEgress(dataDir, listener.port);
  const database = await startEmbedded(dataDir);
  await migrate(database.url, '');
  let workerd = await serve();
  const origin = `http://127.0.0.1:${settings.port}`;
  const manageToken = (await readVariables(settings))['MANAGE_TOKEN']!;
  const api = { origin, manageToken };

  async function serve(): Promise<Child> {
    const variables = { ...(await readVariables(settings)), WEBHOOK_HOSTS: hosts.join(' '), LIBSQL_URL: database.url };
    return startWorkerd(settings, variables, { config });
  }

  async function restart(): Promise<void> {
    await workerd.stop();
    workerd = await serve();
  }

  const stack = {
    ...api,
    dataDir,
    listener,
    libsqlUrl: database.url,
    /** Stalls the database, or lets it go on. */
    stall: () => process.kill(database.child!.pid, 'SIGSTOP'),
    resume: () => process.kill(database.child!.pid, 'SIGCONT'),
    kill: async () => {
      process.kill(workerd.pid, 'SIGKILL');
      await workerd.ended;
    },
    start: async () => {
      workerd = await serve();
    },
    killDatabase: async () => {
      process.kill(database.child!.pid, 'SIGKILL');
      await database.child!.ended;
    },
    restart,
    keys: (...args: string[]) => run(process.execPath, [command('keys'), ...args], { env: { DATA_DIR: dataDir } }),
    /** Makes receivers, gives each a key, and approves them: all that an operator does. */
    addReceivers: async (...wanted: { host: Host; chapter: string; events?: string[] }[]) => {
      const made: NewReceiver[] = [];
      for (const { host, chapter, events = ['signup.created', 'pledge.created'] } of wanted) {
        const body = { name: `At ${host}`, url: `https://${host}/hook`, chapter, events };
        const receiver = await dataOf<NewReceiver>(await manage(api, 'POST', 'receivers', { body }));
        made.push(receiver);
        const { code, stderr } = await stack.keys(
          'create',
          '--holder',
          `receiver-${receiver.id}`,
          '--chapter',
          chapter,
        );
        if (code !== 0) throw new Error(stderr);
      }
      await restart();
      for (const { id } of made) await dataOf(await manage(api, 'POST', `receivers/${id}/approval`));
      return made;
    },
    stop: async () => {
      await workerd.stop();
      await database.stop();
      listener.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  return stack;
}

export function command(name: string): string {
  return resolve(import.meta.dirname, `../../worker/cli/${name}.ts`);
}
