import { cp, mkdtemp, readdir, rm, symlink, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const copied = ['schema', 'worker', 'widgets', 'test', 'content', '.oxlint'];

/** A copy of the sources to spoil, on the same packages less those of `without`. */
export async function copyCheckout(
  without: readonly string[] = [],
): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'uwh-checkout-'));
  const files = (await readdir(root, { withFileTypes: true })).filter((each) => each.isFile()).map(({ name }) => name);
  for (const name of [...copied, ...files]) await cp(join(root, name), join(folder, name), { recursive: true });
  await mkdir(join(folder, 'node_modules'));
  for (const name of await readdir(join(root, 'node_modules'))) {
    if (!without.includes(name)) await symlink(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  }
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
