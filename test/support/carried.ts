import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { built } from '../../worker/cli/build.ts';
import { carryReleases } from '../../worker/cli/carry.ts';
import { type Child, findFreePort } from '../../worker/cli/child.ts';
import { readVariables, type Stack } from '../../worker/cli/stack.ts';
import { startWorkerd } from '../../worker/cli/workerd.ts';
import { openDatabase } from '../../worker/db.ts';

type PrivateStack = Stack & { dataDir: string };

/** What a deployment would have as files, with what is live in the stack's database; gives the folder. */
export async function carryAlong({ libsqlUrl, dataDir }: PrivateStack): Promise<string> {
  const assets = join(dataDir, 'assets');
  await rm(assets, { recursive: true, force: true });
  await cp(built.assets, assets, { recursive: true });
  await carryReleases(openDatabase({ LIBSQL_URL: libsqlUrl, LIBSQL_AUTH_TOKEN: '' }), assets);
  return assets;
}

/** One more Worker, which knows nothing yet, with these files and this way to the database. */
export async function startColdWorker(
  { dataDir }: PrivateStack,
  { libsqlUrl, assets }: { libsqlUrl: string; assets: string },
): Promise<{ origin: string; child: Child }> {
  const port = await findFreePort();
  const variables = await readVariables({ port, dataDir, libsqlUrl });
  // Objects of its own: no two programs may write the same files.
  const child = await startWorkerd(
    { port, dataDir: join(dataDir, `cold-${port}`) },
    { ...variables, LIBSQL_URL: libsqlUrl },
    { assets },
  );
  return { origin: `http://127.0.0.1:${port}`, child };
}
