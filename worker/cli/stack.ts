import { readConfig } from '../env.ts';
import type { Child } from './child.ts';
import { migrate, startEmbedded, type Server } from './libsql.ts';
import { readSecrets, type Settings } from './settings.ts';
import { startWorkerd } from './workerd.ts';

/** The API with its database, running. */
export interface Stack {
  origin: string;
  libsqlUrl: string;
  manageToken: string;
  /** What was started for it: workerd, and the embedded libSQL server unless another is used. */
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
  // Settings are checked before anything starts, by the rules of the Worker that will read them.
  readConfig({ ...variables, LIBSQL_URL: libsqlUrl ?? 'http://127.0.0.1' });
  const server: Server =
    libsqlUrl === undefined ? await startEmbedded(dataDir) : { url: libsqlUrl, child: null, stop: async () => {} };
  let workerd: Child | null = null;
  const stop = async () => {
    await workerd?.stop();
    await server.stop();
  };
  try {
    await migrate(server.url, authToken);
    workerd = await startWorkerd(port, { ...variables, LIBSQL_URL: server.url });
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    origin: `http://127.0.0.1:${port}`,
    libsqlUrl: server.url,
    manageToken: secrets.MANAGE_TOKEN,
    children: [server.child, workerd].filter((child) => child !== null),
    stop,
  };
}
