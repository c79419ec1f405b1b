import { createRequire } from 'node:module';
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Child, startChild, waitForAnswer } from './child.ts';
import { built } from './build.ts';
import type { Settings } from './settings.ts';

// The package says where its program for this machine is, and has no types.
const { default: program } = createRequire(import.meta.url)('workerd') as { default: string };

/**
 * Serves the production bundle on plain workerd. `variables` are its settings and secrets, by name; what its objects
 * store is in `dataDir`.
 */
export async function startWorkerd(
  { port, dataDir }: Pick<Settings, 'port' | 'dataDir'>,
  variables: Record<string, string>,
  { assets = built.assets, config = built.workerd } = {},
): Promise<Child> {
  const objects = resolve(dataDir, 'objects');
  await mkdir(objects, { recursive: true, mode: 0o700 });
  const child = startChild(
    'workerd',
    program,
    [
      'serve',
      config,
      '--socket-addr',
      `http=127.0.0.1:${port}`,
      '--directory-path',
      `assets=${assets}`,
      '--directory-path',
      `objects=${objects}`,
    ],
    { ...process.env, ...variables },
  );
  // 503 says that it runs, and that nothing is published yet.
  await waitForAnswer(child, `http://127.0.0.1:${port}/healthz`, (status) => status === 200 || status === 503);
  return child;
}
