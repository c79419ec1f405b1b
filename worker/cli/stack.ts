import { readConfig } from '../env.ts';
import type { Child } from './child.ts';
import { migrate, startEmbedded } from './libsql.ts';
import { readSecrets, type Settings } from './settings.ts';
import { startWorkerd } from './workerd.ts';

/** The API with its database, running. */
export interface Stack {
  origin: string;
  libsqlUrl: string;
  manageToken: string;
  children: Child[];
  stop: () => Promise<void>;
}

/**
 * Starts the embedded libSQL server unless another is set, brings its tables up to date, and serves the built bundle.
 * Whatever it started is stopped again where something fails.
 */
export async function startStack({ port, dataDir, libsqlUrl }: Omit<Settings, 'partnerPort'>): Promise<Stack> {
  const secrets = await readSecrets(dataDir);
  const authToken = process.env['LIBSQL_AUTH_TOKEN'] ?? '';
  const variables = { SHOW_DRAFTS: process.env['SHOW_DRAFTS'] || 'true', LIBSQL_AUTH_TOKEN: authToken, ...secrets };
  readConfig({ ...variables, LIBSQL_URL: libsqlUrl ?? 'http://127.0.0.1' });
  const children: Child[] = [];
  const stop = async () => {
    for (const child of children.toReversed()) await child.stop();
  };
  try {
    const embedded = libsqlUrl === undefined ? await startEmbedded(dataDir) : null;
    if (embedded !== null) children.push(embedded.child);
    const url = libsqlUrl ?? embedded!.url;
    await migrate(url, authToken);
    children.push(await startWorkerd(port, { ...variables, LIBSQL_URL: url }));
    const origin = `http://127.0.0.1:${port}`;
    return { origin, libsqlUrl: url, manageToken: secrets.MANAGE_TOKEN, children, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
