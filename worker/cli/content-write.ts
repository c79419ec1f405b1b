import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { stringify } from 'yaml';
import type { ContentSet, EntrySource } from '../../schema/wire/content-set.ts';
import type { Difference, Parts } from './content-diff.ts';

/** Writes to files what differs, and nothing else: a file that says the same keeps its form and its comments. */
export async function writeDifferences(
  folder: string,
  parts: Parts,
  differences: readonly Difference[],
): Promise<void> {
  for (const { path, change } of differences) {
    await removeFiles(folder, path);
    if (change === 'removed') continue;
    for (const [name, value] of filesOf(path, parts.get(path))) {
      const file = join(folder, name);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, stringify(value, { lineWidth: 110, singleQuote: true }));
    }
  }
}

async function removeFiles(folder: string, path: string): Promise<void> {
  const parent = join(folder, dirname(path));
  const files = await readdir(parent).catch(() => []);
  const own = files.filter((file) => file.endsWith('.yaml') && file.split('.')[0] === basename(path));
  for (const file of own) await rm(join(parent, file));
}

/** The files of a part, as `readContentFiles` reads them. */
function filesOf(path: string, part: unknown): [string, unknown][] {
  if (path === 'campaign') return [['campaign.yaml', part]];
  if (path.endsWith('/chapter') && path.split('/').length === 2) {
    const { translations, ...shared } = part as Omit<ContentSet['chapters'][number], 'entries' | 'slug'>;
    return [
      [`${path}.yaml`, shared],
      ...Object.entries(translations).map(([locale, words]): [string, unknown] => [`${path}.${locale}.yaml`, words]),
    ];
  }
  const { mode, status, baseDigest, shared, translations } = part as EntrySource;
  const head = {
    ...(mode !== 'own' && { $mode: mode }),
    ...(status !== 'published' && { $status: status }),
    ...(baseDigest !== undefined && { $baseDigest: baseDigest }),
  };
  return [
    [`${path}.yaml`, { ...head, ...shared }],
    ...Object.entries(translations).map(([locale, { method, sourceDigest, fields }]): [string, unknown] => [
      `${path}.${locale}.yaml`,
      {
        ...(method !== 'original' && { $method: method }),
        ...(sourceDigest !== undefined && { $sourceDigest: sourceDigest }),
        ...fields,
      },
    ]),
  ];
}
