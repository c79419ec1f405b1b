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

const optional = [
  'LIBSQL_AUTH_TOKEN',
  'WEBHOOK_HOSTS',
  'CAMPAIGN_ORIGIN',
  'CHAPTER_HOSTS',
  'SECURITY_CONTACT',
] as const;

/**
 * The Worker's settings and secrets, by name.
 * @throws {ConfigError} where one can't be used, by the rules of the Worker that will read them.
 */
export async function readVariables({ dataDir, libsqlUrl }: Settings): Promise<Record<string, string>> {
  const variables = {
    SHOW_DRAFTS: process.env['SHOW_DRAFTS'] || 'true',
    COUNTER_SECONDS: process.env['COUNTER_SECONDS'] || '3600',
    ...Object.fromEntries(optional.map((name) => [name, process.env[name] ?? ''])),
    ...(await readSecrets(dataDir)),
  };
  readConfig({ ...variables, LIBSQL_URL: libsqlUrl ?? 'http://127.0.0.1' });
  return variables;
}

/**
 * Starts the embedded libSQL server unless another is set, brings its tables up to date, and serves the built bundle.
 * Whatever it started is stopped again where something fails.
 */
export async function startStack(settings: Settings): Promise<Stack> {
  const { port, dataDir, libsqlUrl } = settings;
  const variables = await readVariables(settings);
  const server: Server =
    libsqlUrl === undefined ? await startEmbedded(dataDir) : { url: libsqlUrl, child: null, stop: async () => {} };
  let workerd: Child | null = null;
  const stop = async () => {
    await workerd?.stop();
    await server.stop();
  };
  try {
    await migrate(server.url, variables['LIBSQL_AUTH_TOKEN']!);
    workerd = await startWorkerd(settings, { ...variables, LIBSQL_URL: server.url });
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    origin: `http://127.0.0.1:${port}`,
    libsqlUrl: server.url,
    manageToken: variables['MANAGE_TOKEN']!,
    children: [server.child, workerd].filter((child) => child !== null),
    stop,
  };
}
