import { call, listAll } from '../api.ts';
import type { Place } from './drafts.ts';
import { canonical, sourceLocaleOf, type Fields, type Source } from './source.ts';

const mostVersions = 30;

/** The words that a translation was made from, among the entry's earlier versions; null where they are not found. */
export async function findMadeFrom(
  { chapter, plural, slug }: Place,
  sourceDigest: string,
  defaultLocale: string,
): Promise<Fields | null> {
  const path = `/v1/manage/${plural}/${slug}/versions`;
  const versions = await listAll<{ revision: number }>(`${path}?chapter=${chapter}&limit=100`);
  for (const { revision } of versions.slice(0, mostVersions)) {
    const { data } = await call<{ source: Source | null }>('GET', `${path}/${revision}?chapter=${chapter}`);
    const locale = data.source && sourceLocaleOf(data.source, defaultLocale);
    const fields = locale && data.source!.translations[locale]!.fields;
    if (fields && (await digestOf(fields)) === sourceDigest) return fields;
  }
  return null;
}

async function digestOf(fields: Fields): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(canonical(fields)));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
