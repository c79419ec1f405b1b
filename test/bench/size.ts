import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { report } from './serve.ts';

/** What a deployment uploads, minified and gzipped. */
export async function benchSize(): Promise<void> {
  const bundle = await readFile(resolve(import.meta.dirname, '../../dist/worker/index.js'));
  report('Worker bundle, minified and gzipped, kB', gzipSync(bundle).length / 1000, {
    must: 360,
    aim: 300,
    atMost: true,
  });
}
