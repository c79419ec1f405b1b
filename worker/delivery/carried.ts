import type { CarriedBundle, CarriedIndex, Manifest } from '../../schema/wire/release.ts';
import { describeError, logError } from '../log.ts';
import { publishedBy, type Load, type Published } from './bundles.ts';

/** The releases that this deployment carried along, less what was taken back when it was made. */
export interface Carried {
  /** When they were read from the database. */
  readAt: string;
  live: Map<string, Published>;
  manifests: ReadonlyMap<string, Manifest>;
  revoked: { entries: ReadonlySet<string>; newest: number };
}

const memory: { carried: Carried | null } = { carried: null };

/** Null where the deployment carries nothing. */
export async function findCarried(assets: Fetcher): Promise<Carried | null> {
  if (memory.carried !== null) return memory.carried;
  const index = await readFile<CarriedIndex>(assets, 'index');
  if (index === null) return null;
  const { readAt, pointers, revoked } = index;
  const manifests = new Map(Object.entries(index.manifests));
  const live = publishedBy(pointers, manifests);
  memory.carried = { readAt, live, manifests, revoked: { ...revoked, entries: new Set(revoked.entries) } };
  return memory.carried;
}

/** Finds documents in these bundles, as far as they were carried along. */
export function loadCarried(assets: Fetcher, bundles: readonly (string | undefined)[]): Load {
  let found: Map<string, string> | undefined;
  return async () => {
    if (found !== undefined) return found;
    const names = bundles.filter((digest) => digest !== undefined);
    const files = await Promise.all(names.map((digest) => readFile<CarriedBundle>(assets, digest)));
    found = new Map(files.flatMap((file) => Object.entries(file ?? {})));
    return found;
  };
}

/** A picture that was carried along, by its name; null where it was not. */
export async function findCarriedImage(assets: Fetcher, name: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const response = await assets.fetch(`http://assets/release/${name}`);
  return response.ok ? new Uint8Array(await response.arrayBuffer()) : null;
}

async function readFile<Content>(assets: Fetcher, name: string): Promise<Content | null> {
  try {
    const response = await assets.fetch(`http://assets/release/${name}.json`);
    return response.ok ? await response.json<Content>() : null;
  } catch (error) {
    logError({ event: 'carried_release_unreadable', ...describeError(error) });
    return null;
  }
}
