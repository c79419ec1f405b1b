import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { eq } from 'drizzle-orm';
import { images } from '../../schema/tables/images.ts';
import type { BundleEntry, CarriedBundle, CarriedIndex, LivePointer, Manifest } from '../../schema/wire/release.ts';
import { timestamp } from '../clock.ts';
import { openDatabase, type Database } from '../db.ts';
import { loadDocuments } from '../documents.ts';
import { manifestsOf, readLive } from '../live-releases.ts';
import { describeError } from '../log.ts';
import { built } from './build.ts';
import { runCommand, UserError } from './command.ts';
import { readSettings } from './settings.ts';

/**
 * Writes what every chapter serves now into `{assets}/release`, in place of what was there: an index, and a file for
 * each bundle, so that a Worker that can't ask the database loads only what it is asked for. What is not published is
 * not in it, nor are words that were taken back.
 * @returns how many chapters and bundles there are.
 */
export async function carryReleases(db: Database, assets: string): Promise<{ chapters: number; bundles: number }> {
  const readAt = timestamp();
  const { pointers, revoked } = await readLive(db);
  const folder = resolve(assets, 'release');
  const part = `${folder}.part`;
  await rm(part, { recursive: true, force: true });
  await mkdir(part, { recursive: true });
  const texts = await loadDocuments(db, manifestsOf(pointers));
  const manifests = Object.fromEntries([...texts].map(([digest, body]) => [digest, JSON.parse(body) as Manifest]));
  const written = new Set<string>();
  for (const layers of layersOf(pointers, manifests)) {
    // A layer at a time: a campaign may have more than fits into memory.
    for (const [digest, documents] of await readBundles(db, layers, revoked.entries)) {
      if (written.has(digest)) continue;
      const text = JSON.stringify(documents);
      await writeFile(resolve(part, `${digest}.json`), text);
      await writeImages(db, text, part);
      written.add(digest);
    }
  }
  const index: CarriedIndex = { readAt, pointers, manifests, revoked: { ...revoked, entries: [...revoked.entries] } };
  await writeFile(resolve(part, 'index.json'), JSON.stringify(index));
  await rm(folder, { recursive: true, force: true });
  if (pointers.length > 0) await rename(part, folder);
  else await rm(part, { recursive: true });
  return { chapters: pointers.length, bundles: written.size };
}

/** The files of the pictures that a text names, each as it is. */
async function writeImages(db: Database, text: string, folder: string): Promise<void> {
  const names = new Map(
    [...text.matchAll(/\/images\/(([0-9a-f]{64})\.(?:webp|avif))/g)].map(([, name, digest]) => [name!, digest!]),
  );
  for (const [name, digest] of names) {
    const [row] = await db.query.select({ bytes: images.bytes }).from(images).where(eq(images.digest, digest));
    if (row !== undefined) await writeFile(resolve(folder, name), row.bytes);
  }
}

interface Layers {
  base: Manifest | null;
  own: Manifest;
}

/** Every layer that is served: each chapter's own, and a national one beneath where `national` has moved on. */
function layersOf(pointers: readonly LivePointer[], manifests: Record<string, Manifest>): Layers[] {
  const own = new Set(pointers.map(({ manifest }) => manifest));
  const beneath = manifestsOf(pointers).filter((digest) => !own.has(digest));
  return [
    ...beneath.map((digest) => ({ base: null, own: manifests[digest]! })),
    ...pointers.map(({ base, manifest }) => ({
      base: base === null ? null : manifests[base]!,
      own: manifests[manifest]!,
    })),
  ];
}

/** The bundles of a chapter's own layer, each with the items that may be shown. */
async function readBundles(
  db: Database,
  { base, own }: Layers,
  revoked: ReadonlySet<string>,
): Promise<Map<string, CarriedBundle>> {
  const places = Object.entries(own.bundles).flatMap(([plural, byLocale]) =>
    Object.entries(byLocale).map(([locale, digest]) => ({ digest, beneath: base?.bundles[plural]?.[locale] })),
  );
  const bodies = await loadDocuments(
    db,
    places.flatMap(({ digest, beneath }) => (beneath === undefined ? [digest] : [digest, beneath])),
  );
  const rowsOf = (digest: string) => JSON.parse(bodies.get(digest)!) as BundleEntry[];
  const shown = new Map<string, string[]>();
  for (const { digest, beneath } of places) {
    // Where a national item was taken back, the chapter's version of it has its words.
    const gone = beneath === undefined ? [] : rowsOf(beneath).filter(([, , , entry]) => revoked.has(entry));
    const slugs = new Set(gone.map(([slug]) => slug));
    const rows = rowsOf(digest).filter(([slug, , , entry]) => !revoked.has(entry) && !slugs.has(slug));
    shown.set(
      digest,
      rows.map(([, item]) => item).filter((item) => item !== null),
    );
  }
  const items = await loadDocuments(db, [...shown.values()].flat());
  return new Map(
    [...shown].map(([digest, listed]) => [
      digest,
      Object.fromEntries([[digest, bodies.get(digest)!], ...listed.map((item) => [item, items.get(item)!])]),
    ]),
  );
}

async function main(): Promise<void> {
  const { libsqlUrl } = readSettings();
  if (libsqlUrl === undefined) {
    throw new UserError('Set LIBSQL_URL, and LIBSQL_AUTH_TOKEN: a deployment carries along what is published there.');
  }
  const db = openDatabase({ LIBSQL_URL: libsqlUrl, LIBSQL_AUTH_TOKEN: process.env['LIBSQL_AUTH_TOKEN'] ?? '' }, 30_000);
  const { chapters, bundles } = await carryReleases(db, built.assets).catch((error: unknown) => {
    const { errorName, errorCode } = describeError(error);
    if (errorName !== 'DatabaseError') throw error;
    throw new UserError(
      `The published releases can't be read from LIBSQL_URL (${errorCode}). To deploy all the same, with what the last deployment from here carried: npx wrangler deploy`,
    );
  });
  console.log(
    chapters === 0
      ? 'Nothing is published yet: this deployment carries no release along.'
      : `This deployment carries along what ${chapters} chapters serve now, in ${bundles} bundles.`,
  );
}

if (process.argv[1] === import.meta.filename) await runCommand(main);
