import type { Item } from '../../schema/kinds/index.ts';
import type { Consent, PledgeSignature, Signup } from '../../schema/wire/signup.ts';
import { findRelease, listReleases, type ReaderContext, type Release } from '../delivery/release.ts';
import { ProblemError } from '../problem.ts';
import type { ConsentEvidence } from './record.ts';

/** The live release of the chapter that a person names. */
export async function findChapterRelease(context: ReaderContext, chapter: string): Promise<Release> {
  const release = await findRelease(context, chapter);
  if (release !== null) return release;
  throw new ProblemError('invalid_request', { errors: [{ pointer: '/chapter', detail: 'There is no such chapter' }] });
}

/** The pledge that a person puts their name to, in any locale. */
export async function findPledge(release: Release, slug: string): Promise<Item<'pledge'> | null> {
  const { items } = await release.bundle('pledges', release.manifest.campaign.defaultLocale);
  const item = items.find((each) => each.slug === slug);
  return item === undefined ? null : (JSON.parse(item.body) as Item<'pledge'>);
}

/** The pledge of this slug in whichever chapter has it, `national` first; null where none has. */
export async function findCountedPledge(context: ReaderContext, slug: string): Promise<Item<'pledge'> | null> {
  for (const { manifest } of await listReleases(context)) {
    const release = await findRelease(context, manifest.chapter.slug);
    const pledge = release && (await findPledge(release, slug));
    if (pledge) return pledge;
  }
  return null;
}

/** The pledges of all chapters, each once. */
export async function listCountedPledges(context: ReaderContext): Promise<Item<'pledge'>[]> {
  const pledges = new Map<string, Item<'pledge'>>();
  for (const { manifest } of await listReleases(context)) {
    const release = (await findRelease(context, manifest.chapter.slug))!;
    const { items } = await release.bundle('pledges', manifest.campaign.defaultLocale);
    for (const { slug, body } of items) {
      if (!pledges.has(slug)) pledges.set(slug, JSON.parse(body) as Item<'pledge'>);
    }
  }
  return [...pledges.values()];
}

/** Whether a pledge takes no more signatures. */
export function isClosed({ closesAt }: Item<'pledge'>): boolean {
  return closesAt !== null && Date.parse(closesAt) <= Date.now();
}

/**
 * Makes sure that what a person joins, signs and agrees to is what is published now.
 * @returns the proof of what they agreed to.
 */
export async function requirePublished(
  context: ReaderContext,
  body: Signup | PledgeSignature,
): Promise<ConsentEvidence[]> {
  const release = await findChapterRelease(context, body.chapter);
  if ('pledge' in body) await requireOpenPledge(release, body.pledge);
  const { sms } = body.consents;
  return sms === undefined ? [] : [await requireCurrentDisclosure(release, 'sms', sms)];
}

async function requireOpenPledge(release: Release, slug: string): Promise<void> {
  const pledge = await findPledge(release, slug);
  if (pledge === null) {
    throw new ProblemError('invalid_request', { errors: [{ pointer: '/pledge', detail: 'There is no such pledge' }] });
  }
  if (isClosed(pledge)) throw new ProblemError('pledge_closed');
}

/** Makes sure that what a person agreed to is what is published now, in the language in which they read it. */
async function requireCurrentDisclosure(release: Release, channel: 'sms', consent: Consent): Promise<ConsentEvidence> {
  const { disclosure, version, digest, locale } = consent;
  const { items } = await release.bundle('disclosures', locale);
  const body = items.find(({ slug }) => slug === disclosure)?.body;
  const item = body === undefined ? null : (JSON.parse(body) as Item<'disclosure'>);
  const same =
    item?.channel === channel && item.version === version && item.digest === digest && item.locale === locale;
  if (same) return { ...consent, channel, organization: item.chapter };
  throw new ProblemError('disclosure_not_current', {
    errors: [{ pointer: `/consents/${channel}`, detail: 'Show the disclosure as it is published now, and ask again' }],
  });
}
