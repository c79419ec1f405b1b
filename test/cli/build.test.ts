import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';

const dist = resolve(import.meta.dirname, '../../dist/worker');

it('makes a bundle that Cloudflare would take, of 400 kB gzipped at the most', async () => {
  // The set-up of the tests made it by `wrangler deploy --dry-run`. Cloudflare's free plan takes 3 MB; the rest is the start.
  expect(gzipSync(await readFile(`${dist}/index.js`)).length).toBeLessThanOrEqual(400_000);
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
