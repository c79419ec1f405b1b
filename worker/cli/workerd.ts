import { createRequire } from 'node:module';
import { type Child, startChild, waitForAnswer } from './child.ts';
import { built } from './build.ts';

// The package says where its program for this machine is, and has no types.
const { default: program } = createRequire(import.meta.url)('workerd') as { default: string };

/** Serves the production bundle on plain workerd. `variables` are its settings and secrets, by name. */
export async function startWorkerd(
  port: number,
  variables: Record<string, string>,
  assets = built.assets,
): Promise<Child> {
  const child = startChild(
    'workerd',
    program,
    ['serve', built.workerd, '--socket-addr', `http=127.0.0.1:${port}`, '--directory-path', `assets=${assets}`],
    { ...process.env, ...variables },
  );
  // 503 says that it runs, and that nothing is published yet.
  await waitForAnswer(child, `http://127.0.0.1:${port}/healthz`, (status) => status === 200 || status === 503);
  return child;
}
