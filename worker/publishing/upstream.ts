import { withoutNotes, type CampaignSource, type EntrySource } from '../../schema/wire/content-set.ts';
import { digestUnder, isSame, noteSources } from './translations.ts';

interface Upstream {
  before: EntrySource['translations'];
  national: EntrySource | undefined;
  campaign: CampaignSource;
  translated?: string | undefined;
}

/** Notes which words each translation was made from, and which national words a change was made over. */
export async function noteUpstream(
  { baseDigest: _earlier, translations, ...rest }: EntrySource,
  { before, national, campaign, translated }: Upstream,
): Promise<EntrySource> {
  const entry = { ...rest, translations: await noteSources(translations, before, campaign, translated ?? null) };
  if (entry.mode !== 'override') return entry;
  return { ...entry, baseDigest: await digestUnder(national!, entry, campaign.defaultLocale) };
}

/**
 * The same for an entry of a file. What stayed as it was keeps what was noted here; a note that the file brings counts
 * only for what is new here.
 */
export async function notePushed(
  source: EntrySource,
  { known, ...upstream }: Omit<Upstream, 'before' | 'translated'> & { known: EntrySource | undefined },
): Promise<EntrySource> {
  const brought = Object.entries(source.translations).filter(([, { sourceDigest }]) => sourceDigest !== undefined);
  const before = { ...Object.fromEntries(brought), ...known?.translations };
  const noted = await noteUpstream(source, { ...upstream, before });
  const hasStayed = known === undefined || isSame(withoutNotes(known), withoutNotes(source));
  const baseDigest = hasStayed ? (known ?? source).baseDigest : undefined;
  return baseDigest === undefined ? noted : { ...noted, baseDigest };
}
