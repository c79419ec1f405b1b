import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { transform } from 'esbuild';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

// Bytes in brotli of all that a first show needs. What outgrows its budget is not loosened here.
it.each([
  ['join-form', 11_264],
  ['pledge-counter', 7680],
  ['faq-list', 8192],
  ['testimonials', 7680],
  ['goal-list', 5632],
  ['statistics', 6144],
  ['share', 5120],
  ['chapter', 13_312],
  ['all', 16_384],
])('%s weighs %i bytes at the most', async (name, budget) => {
  const code = await readFile(resolve(root, `dist/assets/embed/v1/${name}.js`));
  expect(brotliCompressSync(code).length).toBeLessThanOrEqual(budget);
});

it.each(['en', 'es', 'ar'])('the words of %s weigh 1,024 bytes at the most', async (tag) => {
  const source = await readFile(resolve(root, `widgets/shared/strings/${tag}.ts`), 'utf8');
  const { code } = await transform(source, { loader: 'ts', minify: true, charset: 'utf8' });
  expect(brotliCompressSync(code).length).toBeLessThanOrEqual(1024);
});
