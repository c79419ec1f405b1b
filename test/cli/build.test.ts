import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';

const dist = resolve(import.meta.dirname, '../../dist/worker');

it('makes a bundle that Cloudflare would take, of 360 kB gzipped at the most', async () => {
  // The set-up of the tests made it by `wrangler deploy --dry-run`.
  expect(gzipSync(await readFile(`${dist}/index.js`)).length).toBeLessThanOrEqual(360_000);
});

it('describes every binding of wrangler.toml to plain workerd', async () => {
  const capnp = await readFile(`${dist}/workerd.capnp`, 'utf8');
  for (const name of [
    'ASSETS',
    'SCHEDULE',
    'SHOW_DRAFTS',
    'COUNTER_SECONDS',
    'LIBSQL_URL',
    'LIBSQL_AUTH_TOKEN',
    'MANAGE_TOKEN',
    'INTAKE_SECRET',
    'SEALING_KEYS',
    'SEALING_KEYS_10',
    'WEBHOOK_HOSTS',
    'CAMPAIGN_ORIGIN',
    'CHAPTER_HOSTS',
    'SECURITY_CONTACT',
    'JOURNAL',
    'COURIER',
    'EGRESS',
  ]) {
    expect(capnp).toContain(`(name = "${name}"`);
  }
});
