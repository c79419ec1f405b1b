import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { UserError } from './command.ts';

/** A program that was started, until it is stopped. */
export interface Child {
  name: string;
  pid: number;
  /** Settles when it has ended, with the last it wrote to standard error. */
  ended: Promise<string>;
  stop: () => Promise<void>;
}

const patienceMs = 5000;
const tailLength = 2000;

/** Starts a program that is stopped with this one. Of what it writes to standard error the end is kept. */
export function startChild(
  name: string,
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Child {
  // In a group of its own: Ctrl-C reaches this program alone, which then stops the others in order.
  const child: ChildProcess = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'], env, detached: true });
  let tail = '';
  child.stderr!.on('data', (chunk: Buffer) => {
    tail = (tail + chunk.toString()).slice(-tailLength);
  });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', () => resolve(tail.trim()));
  });
  const killAtExit = () => child.kill('SIGKILL');
  process.once('exit', killAtExit);
  return {
    name,
    pid: child.pid ?? 0,
    ended,
    stop: async () => {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
      await ended;
      clearTimeout(timer);
      process.off('exit', killAtExit);
    },
  };
}

/** Waits until an address answers with a status that will do; fails as soon as the program behind it ends. */
export async function waitForAnswer(child: Child, url: string, isReady: (status: number) => boolean): Promise<void> {
  let ended: string | null = null;
  void child.ended.then((tail) => (ended = tail));
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline) {
    if (ended !== null) throw new UserError(`${child.name} ended before it was ready: ${lastLine(ended)}`);
    const status = await fetch(url).then(
      (response) => response.status,
      () => 0,
    );
    if (isReady(status)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new UserError(`${child.name} did not answer within 20 s.`);
}

function lastLine(text: string): string {
  return text.split('\n').at(-1) || 'it said nothing';
}

/** A port of the loopback interface that nothing uses now. */
export function findFreePort(): Promise<number> {
  return listenOn(0);
}

/** Fails with one line where a port is taken. */
export async function requireFreePort(port: number, setting: string): Promise<void> {
  await listenOn(port).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'EACCES' ? 'needs more rights' : 'is taken';
    throw new UserError(`Port ${port} ${why}: set ${setting} to another, as in ${setting}=${port + 100} npm start.`);
  });
}

function listenOn(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const { port: given } = server.address() as { port: number };
      server.close(() => resolve(given));
    });
  });
}
