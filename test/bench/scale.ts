import { readFile } from 'node:fs/promises';
import type { ContentSet } from '../../schema/wire/content-set.ts';
import type { Child } from '../../worker/cli/child.ts';
import { callManage } from '../../worker/cli/manage.ts';
import type { Stack } from '../../worker/cli/stack.ts';
import { dataOf, manage } from '../support/manage.ts';
import { campaign, entry, startPrivateStack } from '../support/private-stack.ts';
import { compare, report, serveWorker } from './serve.ts';

const locales = ['en', 'es', 'ar', 'vi', 'zh', 'fil', 'fr', 'ko', 'ru', 'pt'];
const kindsOfList = ['faq', 'goal', 'benefit', 'action'];
const words =
  'People who give care need time for each person, pay that keeps a home, and a say in how the work is done. ';

function makeEntry(slug: string, index: number): ContentSet['chapters'][number]['entries'][number] {
  const kind = kindsOfList[index % kindsOfList.length]!;
  const fieldsIn = (locale: string) => {
    const name = `${slug} ${locale}`;
    const text = `${name} ${words.repeat(3)}`;
    return {
      faq: { question: `${name}?`, answer: text },
      goal: { title: name, body: text },
      benefit: { title: name, body: text },
      action: { title: name, body: text, label: name },
    }[kind]!;
  };
  const shared = { position: index, ...(kind === 'action' && { does: 'read' }) };
  const translations = locales.map((locale) => [locale, { method: 'machine', fields: fieldsIn(locale) }]);
  return entry(kind, slug, shared, {}, { translations: Object.fromEntries(translations) });
}

/** 50 chapters × 10 locales × 200 entries, a tenth of them local. */
function makeCampaign(): ContentSet {
  const national = Array.from({ length: 180 }, (_, index) => makeEntry(`national-${index}`, index));
  const set = campaign(national);
  const states = Array.from({ length: 49 }, (_, chapter) => ({
    ...set.chapters[1]!,
    slug: `state-${chapter}`,
    entries: Array.from({ length: 20 }, (_, index) => makeEntry(`state-${chapter}-${index}`, index)),
  }));
  const tags = locales.map((tag) => ({ tag, name: tag, direction: 'ltr' as const, fallback: ['en'] }));
  return { campaign: { ...set.campaign, locales: tags }, chapters: [set.chapters[0]!, ...states] };
}

async function residentMiB({ pid }: Child): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1024;
}

/** As browsers ask. */
const headers = { 'Accept-Encoding': 'gzip, deflate, br, zstd' };

/** Writes the words of one national question, and publishes it: the median of five, in milliseconds. */
async function publishOne(stack: Stack): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    const path = 'faqs/national-0?chapter=national';
    const match = (await manage(stack, 'GET', path)).headers.get('ETag')!;
    const fields = { question: `Changed ${round}?`, answer: words };
    const began = performance.now();
    const write = await manage(stack, 'PUT', 'faqs/national-0/translations/en?chapter=national', {
      match,
      body: { method: 'original', fields },
    });
    if (!write.ok) throw new Error(await write.text());
    await dataOf(
      await manage(stack, 'POST', 'publish', {
        body: { chapter: 'national', entries: [{ kind: 'faq', slug: 'national-0' }] },
      }),
    );
    times.push(performance.now() - began);
  }
  return times.toSorted((a, b) => a - b)[2]!;
}

/** Reads, memory and publishing at the size of a national campaign, against a small site. */
export async function benchScale(): Promise<void> {
  const [large, small] = [await startPrivateStack(), await startPrivateStack()];
  const stops = [large.stop, small.stop];
  const empty = await serveWorker('constant', { define: { BODY_BYTES: '"14000"' } });
  try {
    const set = makeCampaign();
    const began = performance.now();
    await callManage(large, 'PUT', 'content', set);
    const everything = performance.now() - began;
    await callManage(small, 'PUT', 'content', { ...set, chapters: set.chapters.slice(0, 2) });

    const path = (chapter: string, locale: string) => `/v1/faqs?chapter=${chapter}&locale=${locale}&limit=12`;
    // A Worker of its own reads: what publishing left in the other one's heap is not reading's.
    const reader = await startPrivateStack(large.libsqlUrl);
    stops.push(reader.stop);
    // Every chapter and locale once, in an order that jumps: 37 and 500 have no common factor.
    const drawn = Array.from({ length: 500 }, (_, index) => (index * 37) % 500).map(
      (place) => `${reader.origin}${path(set.chapters[place % 50]!.slug, locales[Math.floor(place / 50)]!)}`,
    );
    const one = [`${small.origin}${path('state-0', 'en')}`, `${small.origin}${path('state-0', 'es')}`];
    // The runtime alone holds hundreds of MiB of garbage after some load: both sides get the same 2,500 requests.
    for (let round = 0; round < 5; round++) {
      for (const url of drawn)
        for (const each of [url, empty.origin]) await (await fetch(each, { headers })).arrayBuffer();
    }
    const workerd = reader.children.find(({ name }) => name === 'workerd')!;
    const memory = (await residentMiB(workerd)) - (await residentMiB(empty.child));
    const scaled = await compare({ url: drawn, headers }, { url: one, headers });
    report(
      'list at 50 chapters × 10 locales × 200 entries, drawn at random, to the small site',
      scaled.ratio,
      { must: 0.9, aim: 0.97 },
      scaled.note,
    );

    report('memory of workerd at that size, less that of an empty one after the same requests, MiB', memory, {
      must: 96,
      aim: 64,
      atMost: true,
    });
    const single = await publishOne(large);
    report(
      'publish one FAQ at that size, to publishing everything',
      single / everything,
      { must: 1 / 20, aim: 1 / 100, atMost: true },
      `${Math.round(single)} to ${Math.round(everything)} ms`,
    );
  } finally {
    for (const stop of [...stops, empty.stop].toReversed()) await stop();
  }
}
