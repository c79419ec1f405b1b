import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ContentSet, PublishReport } from '../../schema/wire/content-set.ts';
import { UserError } from './command.ts';
import { describe, differencesBetween, partsOf } from './content-diff.ts';
import { requestManage, type Target } from './manage.ts';

/** All that a server holds, and the name of that state; null where it holds nothing yet. */
export async function readServer(target: Target): Promise<{ set: ContentSet; etag: string } | null> {
  const response = await requestManage(target, 'GET', 'content');
  if (!response.ok) return null;
  const { data: set } = await response.json<{ data: ContentSet }>();
  return { set, etag: response.headers.get('ETag')! };
}

/**
 * The state of each server at the last push or pull, by its origin; of one chapter, the state of each entry: in
 * `{dataDir}/content-base.json`.
 */
export async function readBases(dataDir: string): Promise<Record<string, string | Record<string, string>>> {
  const text = await readFile(resolve(dataDir, 'content-base.json'), 'utf8').catch(() => '{}');
  return JSON.parse(text) as Record<string, string | Record<string, string>>;
}

/** Notes that files and server say the same now. */
export async function noteBase(dataDir: string, target: Target): Promise<void> {
  const server = await readServer(target);
  if (server !== null) await noteBases(dataDir, { [target.origin]: server.etag });
}

/** Notes states, and keeps what is noted of others. */
export async function noteBases(dataDir: string, states: Awaited<ReturnType<typeof readBases>>): Promise<void> {
  const bases = { ...(await readBases(dataDir)), ...states };
  await mkdir(dataDir, { recursive: true });
  await writeFile(resolve(dataDir, 'content-base.json'), `${JSON.stringify(bases, null, 2)}\n`);
}

/**
 * Makes the files what the server holds, and what readers see.
 * @param show told of what it will change, before it does.
 * @throws {UserError} where the server was changed since the last push or pull: its words would be lost.
 */
export async function pushContent(
  dataDir: string,
  target: Target,
  set: ContentSet,
  show: (changes: string) => void = () => {},
): Promise<PublishReport> {
  const server = await readServer(target);
  if (server !== null) {
    const differences = differencesBetween(partsOf(server.set), partsOf(set));
    const base = (await readBases(dataDir))[target.origin];
    if (differences.length > 0 && base !== undefined && base !== server.etag) {
      throw new UserError(
        `${target.origin} was changed since the last push or pull: run "npm run content -- pull" first, so that nothing is lost.\n${describe(differences)}`,
      );
    }
    if (differences.length > 0) show(describe(differences));
  }
  const response = await requestManage(target, 'PUT', 'content', { body: set, match: server?.etag });
  const { data: report } = await response.json<{ data: PublishReport }>();
  await noteBase(dataDir, target);
  return report;
}
