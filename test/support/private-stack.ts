import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ContentSet } from '../../schema/wire/content-set.ts';
import { findFreePort } from '../../worker/cli/child.ts';
import { loadContent } from '../../worker/cli/content.ts';
import { callManage } from '../../worker/cli/manage.ts';
import { startStack, type Stack } from '../../worker/cli/stack.ts';

/** An API of a test's own, with nothing published, and its folder of data; or one more Worker on a given database. */
export async function startPrivateStack(libsqlUrl?: string): Promise<Stack & { dataDir: string }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'uwh-test-'));
  const stack = await startStack({ port: await findFreePort(), dataDir, libsqlUrl });
  return {
    ...stack,
    dataDir,
    stop: async () => {
      await stack.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Publishes a set, and gives the answer. */
export function publish(
  { origin, manageToken }: Pick<Stack, 'origin' | 'manageToken'>,
  set: unknown,
  token = manageToken,
): Promise<Response> {
  return fetch(`${origin}/v1/manage/content`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(set),
  });
}

/** An API of a test's own with the campaign as its files have it, for who counts what is kept. */
export async function startCampaign(): Promise<Awaited<ReturnType<typeof startPrivateStack>>> {
  const stack = await startPrivateStack();
  await callManage(stack, 'PUT', 'content', await loadContent('content'));
  return stack;
}

/** The campaign as its files have it, with a page of Oregon's own, and in Arabic as well: in English, from the right. */
export async function wholeCampaign(): Promise<ContentSet> {
  const set = await loadContent('content');
  set.campaign.locales.push({ tag: 'ar', name: 'العربية', direction: 'rtl', fallback: ['en'] });
  const words = { title: 'Meet us', summary: 'How to reach organizers near you.', body: '## When\n\nOn *Mondays*.' };
  const page = entry('page', 'meet-us', { position: 10 }, words);
  set.chapters.find(({ slug }) => slug === 'oregon')!.entries.push(page);
  return set;
}

type Entry = ContentSet['chapters'][number]['entries'][number];

/** An entry in English, with whatever differs. */
export function entry(kind: string, slug: string, shared: object, fields: object, more: Partial<Entry> = {}): Entry {
  return {
    kind,
    slug,
    mode: 'own',
    status: 'published',
    shared: shared as Entry['shared'],
    translations: { en: { method: 'original', fields: fields as Record<string, unknown> } },
    ...more,
  };
}

/** A small campaign in English and Spanish: these national entries, and these of Oregon. */
export function campaign(national: Entry[], oregon: Entry[] = []): ContentSet {
  const words = (name: string) => ({ en: { name, description: `${name}, for tests` } });
  return {
    campaign: {
      name: 'Test campaign',
      defaultLocale: 'en',
      locales: [
        { tag: 'en', name: 'English', direction: 'ltr', fallback: [] },
        { tag: 'es', name: 'Español', direction: 'ltr', fallback: ['en'] },
      ],
      brand: {
        ink: '#1b2522',
        paper: '#fbf7f0',
        evergreen: '#12453c',
        deep: '#0c312b',
        clay: '#b8432a',
        gold: '#f0b44c',
      },
      links: {},
    },
    chapters: [
      {
        slug: 'national',
        region: 'US',
        timeZone: 'America/New_York',
        translations: words('National'),
        entries: national,
      },
      {
        slug: 'oregon',
        region: 'US-OR',
        timeZone: 'America/Los_Angeles',
        translations: words('Oregon'),
        entries: oregon,
      },
    ],
  };
}
