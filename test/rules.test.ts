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

/** What a file of this folder says, and a part of the reason for which it is refused. */
const refused: [folder: string, source: string, why: string][] = [
  ['schema/kinds', "import '../tables/content.ts';", 'import zod alone'],
  ['schema/wire', "import 'hono';", 'import zod alone'],
  ['schema/tables', "import 'zod';", 'imports drizzle alone'],
  ['worker', "import './intake/keep.ts';", 'knows none of them'],
  ['worker/delivery', "import '../intake/keep.ts';", 'no other capability'],
  ['worker/delivery', "export { keep } from '../intake/keep.ts';", 'no other capability'],
  ['worker/delivery', "export const load = () => import('../publishing/publish.ts');", 'no other capability'],
  ['worker/delivery', "import 'node:fs';", 'nothing of Node'],
  ['worker/delivery', "import 'fs';", 'nothing of Node'],
  ['worker/delivery', "import '../index.ts';", 'no other capability'],
  ['worker/desk', "import '../publishing/publish.ts';", 'no other capability'],
  ['worker/intake', "import '../app.ts';", 'release reader'],
  ['worker/intake', "import '../delivery/content.ts';", 'release reader'],
  ['worker/pages', "import '../publishing/publish.ts';", 'release reader'],
  ['worker/cli', "import '../app.ts';", 'no capability'],
  ['worker/cli', "import '../delivery/release.ts';", 'no capability'],
  ['worker/cli', "import '../../test/support/api.ts';", 'no capability'],
  ['widgets/shared', 'export const load = () => import(`../../worker/http.ts`);', 'computed name'],
  ['widgets/shared', "import { Slug } from '../../schema/kinds/kind.ts'; console.log(Slug);", 'types alone'],
  ['widgets/shared', "import '../../worker/http.ts';", 'types alone'],
  ['widgets/shared', "import 'zod';", 'types alone'],
  ['widgets/shared', "import '../desk/api.ts';", 'types alone'],
  ['widgets/desk', "import '../shared/api.ts';", 'application of its own'],
  ['elsewhere', 'export const code = 1;', 'Code stands in'],
];

const allowed: [folder: string, source: string][] = [
  ['worker/intake', "import { findRelease } from '../delivery/release.ts';\nconsole.log(findRelease);"],
  ['widgets/shared', "import type { Counter } from '../../schema/wire/counter.ts';\nexport type Total = Counter;"],
  ['widgets/desk', "import { LitElement } from 'lit';\nconsole.log(LitElement);"],
];

describe('the lint', () => {
  /** By file, what is said against it. */
  const said = new Map<string, string>();
  const fileOf = (folder: string, source: string) => {
    const index = [...refused, ...allowed].findIndex((each) => each[0] === folder && each[1] === source);
    return `${folder}/spoiled-${index}.ts`;
  };
  beforeAll(async () => {
    const files = [...refused, ...allowed].map(([folder, source]) => ({ path: fileOf(folder, source), source }));
    for (const { path, source } of files) {
      await mkdir(join(checkout.folder, path, '..'), { recursive: true });
      await writeFile(join(checkout.folder, path), `${source}\n`);
    }
    const paths = files.map(({ path }) => path);
    const { stdout } = await run(bin('oxlint'), ['--format', 'json', ...paths], { cwd: checkout.folder });
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { filename: string; message: string }[] };
    for (const { filename, message } of diagnostics) said.set(filename, `${said.get(filename) ?? ''}${message}\n`);
  });

  it.each(refused)('refuses in %s: %s', (folder, source, why) => {
    expect(said.get(fileOf(folder, source))).toContain(why);
  });

  it.each(allowed)('allows in %s what the design allows: %s', (folder, source) => {
    expect(said.get(fileOf(folder, source))).toBeUndefined();
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
