import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { buildWidgets } from '../../widgets/build.ts';

it('leaves the hashed files of earlier builds where they are', async () => {
  const outdir = await mkdtemp(join(tmpdir(), 'uwh-widgets-'));
  const earlier = 'join-form.0123456789ab.js';
  await writeFile(join(outdir, earlier), '');
  await buildWidgets({ outdir });
  expect(await readdir(outdir)).toContain(earlier);
  await rm(outdir, { recursive: true });
});
