import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob, readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

/**
 * Lays beside each script, what the desk has, and each file for those who embed, its bytes in brotli and gzip, as small
 * as they get, and notes in `digests.json` what names them. What did not change since is not compressed again.
 */
export async function compressFiles(folder: string): Promise<void> {
  const list = resolve(folder, 'digests.json');
  const before = existsSync(list) ? (JSON.parse(await readFile(list, 'utf8')) as Record<string, string>) : {};
  const digests: Record<string, string> = {};
  for await (const path of glob(['**/*.js', 'desk/*.{css,html}', 'embed/**/*.{json,txt,d.ts}'], { cwd: folder })) {
    const file = resolve(folder, path);
    const body = await readFile(file);
    const digest = createHash('sha256').update(body).digest('hex').slice(0, 32);
    digests[`/${path}`] = digest;
    if (before[`/${path}`] === digest && existsSync(`${file}.br`) && existsSync(`${file}.gz`)) continue;
    const [br, gz] = await Promise.all([
      toBrotli(body, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: body.length } }),
      toGzip(body, { level: constants.Z_BEST_COMPRESSION }),
    ]);
    await Promise.all([writeFile(`${file}.br`, br), writeFile(`${file}.gz`, gz)]);
  }
  await writeFile(list, JSON.stringify(digests));
}
