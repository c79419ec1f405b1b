import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyCheckout } from './support/checkout.ts';
import { run } from './support/command.ts';

let checkout: Awaited<ReturnType<typeof copyCheckout>>;
beforeAll(async () => {
  checkout = await copyCheckout();
});
afterAll(() => checkout.remove());

const bin = (name: string) => join(checkout.folder, 'node_modules/.bin', name);

/** Lints one more file in the copy. */
async function lint(path: string, source: string) {
  await mkdir(join(checkout.folder, path, '..'), { recursive: true });
  await writeFile(join(checkout.folder, path), source);
  return run(bin('oxlint'), [path], { cwd: checkout.folder });
}

describe('the lint', () => {
  it.each([
    ['schema/kinds/spoiled.ts', "import '../tables/content.ts';", 'import zod alone'],
    ['schema/wire/spoiled.ts', "import 'hono';", 'import zod alone'],
    ['schema/tables/spoiled.ts', "import 'zod';", 'imports drizzle alone'],
    ['worker/spoiled.ts', "import './intake/keep.ts';", 'knows none of them'],
    ['worker/delivery/spoiled.ts', "import '../intake/keep.ts';", 'no other capability'],
    ['worker/delivery/spoiled.ts', "export { keep } from '../intake/keep.ts';", 'no other capability'],
    [
      'worker/delivery/spoiled.ts',
      "export const load = () => import('../publishing/publish.ts');",
      'no other capability',
    ],
    ['worker/delivery/spoiled.ts', "import 'node:fs';", 'nothing of Node'],
    ['worker/delivery/spoiled.ts', "import 'fs';", 'nothing of Node'],
    ['worker/delivery/spoiled.ts', "import '../index.ts';", 'no other capability'],
    ['worker/intake/spoiled.ts', "import '../app.ts';", 'release reader'],
    ['worker/cli/spoiled.ts', "import '../app.ts';", 'no capability'],
    ['widgets/shared/spoiled.ts', 'export const load = () => import(`../../worker/http.ts`);', 'computed name'],
    ['elsewhere/spoiled.ts', 'export const code = 1;', 'Code stands in'],
    ['worker/intake/spoiled.ts', "import '../delivery/content.ts';", 'release reader'],
    ['worker/pages/spoiled.ts', "import '../publishing/publish.ts';", 'release reader'],
    ['worker/cli/spoiled.ts', "import '../delivery/release.ts';", 'no capability'],
    ['worker/cli/spoiled.ts', "import '../../test/support/api.ts';", 'no capability'],
    [
      'widgets/shared/spoiled.ts',
      "import { Slug } from '../../schema/kinds/kind.ts'; console.log(Slug);",
      'types alone',
    ],
    ['widgets/shared/spoiled.ts', "import '../../worker/http.ts';", 'types alone'],
    ['widgets/shared/spoiled.ts', "import 'zod';", 'types alone'],
  ])('refuses in %s: %s', async (path, source, why) => {
    const { code, stdout } = await lint(path, `${source}\n`);
    expect(code).toBe(1);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(why);
  });

  it.each([
    ['worker/intake/allowed.ts', "import { findRelease } from '../delivery/release.ts';\nconsole.log(findRelease);\n"],
    [
      'widgets/shared/allowed.ts',
      "import type { Counter } from '../../schema/wire/counter.ts';\nexport type Total = Counter;\n",
    ],
  ])('allows in %s what the design allows', async (path, source) => {
    expect((await lint(path, source)).code).toBe(0);
  });
});

describe('the check for unused code', () => {
  it('refuses an export that nothing imports', async () => {
    const { folder } = checkout;
    await appendFile(join(folder, 'worker/clock.ts'), '\nexport const spoiledExport = 1;\n');
    const { code, stdout } = await run(bin('knip'), [], { cwd: folder });
    expect(code).not.toBe(0);
    expect(stdout).toContain('spoiledExport');
  });
});
