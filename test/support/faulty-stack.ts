import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort, type Child } from '../../worker/cli/child.ts';
import { makePass, migrate, startEmbedded } from '../../worker/cli/libsql.ts';
import { readVariables } from '../../worker/cli/stack.ts';
import { startWorkerd } from '../../worker/cli/workerd.ts';

/** A program that can be killed without warning, and started again where it was. */
export interface Part {
  start: () => Promise<void>;
  kill: () => Promise<void>;
  signal: (signal: 'SIGSTOP' | 'SIGCONT') => void;
}

function partOf(startChild: () => Promise<Child>): Part {
  let child: Child | null = null;
  return {
    start: async () => {
      child = await startChild();
    },
    kill: async () => {
      if (child === null) return;
      process.kill(child.pid, 'SIGKILL');
      await child.stop();
      child = null;
    },
    signal: (signal) => {
      process.kill(child!.pid, signal);
    },
  };
}

/**
 * An API and its database, each of which can be killed and started again, on the same ports and data.
 * @param bundle what workerd serves, where it is not what was built.
 */
export async function startFaultyStack(bundle: { config?: string } = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'uwh-test-'));
  const [port, dbPort, pass] = [await findFreePort(), await findFreePort(), await makePass()];
  const libsqlUrl = `http://127.0.0.1:${dbPort}?authToken=${pass.token}`;
  const settings = { port, dataDir, libsqlUrl };
  const variables: Record<string, string> = { ...(await readVariables(settings)), LIBSQL_URL: libsqlUrl };
  const sqld = partOf(async () => (await startEmbedded(dataDir, { port: dbPort, pass })).child!);
  const workerd = partOf(() => startWorkerd(settings, variables, bundle));
  await sqld.start();
  await migrate(libsqlUrl, '');
  await workerd.start();
  return {
    origin: `http://127.0.0.1:${port}`,
    manageToken: variables['MANAGE_TOKEN']!,
    intakeSecret: variables['INTAKE_SECRET']!,
    dataDir,
    libsqlUrl,
    sqld,
    workerd,
    stop: async () => {
      await workerd.kill();
      await sqld.kill();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
