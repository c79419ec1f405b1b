import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { runCommand } from './command.ts';
import { loadContent } from './content.ts';
import { migrate, useServer } from './libsql.ts';
import { callManage } from './manage.ts';
import { readSecrets, readSettings } from './settings.ts';

/** `wrangler dev`, which rebuilds on change, on the embedded libSQL server. */
async function main(): Promise<void> {
  const settings = readSettings();
  const content = await loadContent('content');
  const secrets = await readSecrets(settings.dataDir);
  const server = await useServer(settings);
  try {
    const authToken = process.env['LIBSQL_AUTH_TOKEN'] ?? '';
    await migrate(server.url, authToken);
    const variables = { ...secrets, LIBSQL_URL: server.url, LIBSQL_AUTH_TOKEN: authToken, SHOW_DRAFTS: 'true' };
    const file = resolve(settings.dataDir, 'dev.vars');
    const lines = Object.entries(variables).map(([name, value]) => `${name}='${value}'\n`);
    await writeFile(file, lines.join(''), { mode: 0o600 });
    const port = String(settings.port);
    // Without this wrangler asks a host of Cloudflare's for a sample of request properties, which we don't read.
    const env = { ...process.env, CLOUDFLARE_CF_FETCH_ENABLED: 'false' };
    const wrangler = spawn('wrangler', ['dev', '--port', port, '--env-file', file], { stdio: 'inherit', env });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => wrangler.kill(signal));
    const ended = new Promise((done) => wrangler.once('exit', done));
    await Promise.race([ended, publishWhenReady(`http://127.0.0.1:${port}`, secrets.MANAGE_TOKEN, content)]);
    await ended;
  } finally {
    await server.stop();
  }
}

async function publishWhenReady(origin: string, manageToken: string, content: unknown): Promise<void> {
  for (;;) {
    const answers = await fetch(`${origin}/healthz`).then(
      () => true,
      () => false,
    );
    if (answers) break;
    await new Promise((done) => setTimeout(done, 200));
  }
  await callManage({ origin, manageToken }, 'PUT', 'content', content);
  console.log('Content is published.');
}

await runCommand(main);
