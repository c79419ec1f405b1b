import { report } from './serve.ts';
import { performance } from 'node:perf_hooks';
import { campaign, publish, startPrivateStack } from '../support/private-stack.ts';

const locales = ['en', 'es', 'fr', 'pt', 'fil', 'vi', 'ru', 'ar', 'ko', 'zh-Hans'];
const kinds = ['faq', 'goal', 'benefit', 'action'];
const entriesPerKind = 500;
const wordsInBody = 45;
const rounds = 2000;

/** Seeded, so that every run reads the same texts: Mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const syllables: Record<string, string> = {
  ru: 'ра бо та за пла со юз пра во лю ди',
  ar: 'نق اب عم ال جر حق رع صح مو ظف',
  ko: '노 동 조 합 임 금 간 호 사 권 리',
  'zh-Hans': '工会 护士 工资 权利 健康 护理 工人 合同 投票 加入 谈判',
  vi: 'đoàn lao động quyền lợi lương công nhân hội bảo vệ',
};
const latin = 'ba re ti so lu men dar cion pre var nes tol qui ras ven';

type Random = () => number;

/** 2,000 words of a language that is none, the first of them the most used. */
function vocabularyOf(locale: string, random: Random): string[] {
  const parts = (syllables[locale] ?? latin).split(' ');
  const pick = () => parts[Math.floor(random() * parts.length)]!;
  return Array.from({ length: 2000 }, () => Array.from({ length: 1 + Math.floor(random() * 4) }, pick).join(''));
}

function draw(words: readonly string[], random: Random): string {
  return words[Math.floor(words.length * random() ** 3)]!;
}

function setOf(vocabularies: Map<string, string[]>, random: Random) {
  const fieldsOf: Record<string, (title: string, body: string) => object> = {
    faq: (question, answer) => ({ question, answer }),
    goal: (title, body) => ({ title, body }),
    benefit: (title, body) => ({ title, body }),
    action: (title, body) => ({ title, body, label: title }),
  };
  const text = (locale: string, length: number) =>
    Array.from({ length }, () => draw(vocabularies.get(locale)!, random)).join(' ');
  const national = kinds.flatMap((kind) =>
    Array.from({ length: entriesPerKind }, (_, index) => ({
      kind,
      slug: `${kind}-${index}`,
      mode: 'own' as const,
      status: 'published' as const,
      shared: kind === 'action' ? { position: index, does: 'read' } : { position: index },
      translations: Object.fromEntries(
        locales.map((tag) => {
          const fields = { ...fieldsOf[kind]!(text(tag, 6), text(tag, wordsInBody)) };
          return [tag, { method: 'original' as const, fields }];
        }),
      ),
    })),
  );
  const set = campaign(national);
  set.campaign.locales = locales.map((tag) => ({
    tag,
    name: tag,
    direction: tag === 'ar' ? 'rtl' : 'ltr',
    fallback: tag === 'en' ? [] : ['en'],
  }));
  return set;
}

async function timed(ask: () => Promise<Response>): Promise<number> {
  const start = performance.now();
  const response = await ask();
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${response.url} answers ${response.status}`);
  return performance.now() - start;
}

function percentile(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * share)]!;
}

/** Milliseconds, and p99 of search to p99 of an empty round trip to sqld, taken in turns in one run. */
interface SearchFigures {
  documents: number;
  publishMs: number;
  search: { p50: number; p99: number };
  roundTrip: { p50: number; p99: number };
  ratio: number;
}

/** Publishes 20,000 documents, and asks for words as people do: one or two, often unfinished, in every language. */
async function measureSearch(): Promise<SearchFigures> {
  const random = randomFrom(1);
  const vocabularies = new Map(locales.map((tag) => [tag, vocabularyOf(tag, random)]));
  const stack = await startPrivateStack();
  try {
    const publishMs = await timed(() => publish(stack, setOf(vocabularies, random)));
    const search = () => {
      const locale = locales[Math.floor(random() * locales.length)]!;
      const words = Array.from({ length: random() < 0.6 ? 1 : 2 }, () => draw(vocabularies.get(locale)!, random));
      const last = words.pop()!;
      words.push(random() < 0.5 ? last : last.slice(0, 3));
      const chapter = random() < 0.5 ? 'national' : 'oregon';
      const parameters = new URLSearchParams({ q: words.join(' '), locale, chapter });
      return fetch(`${stack.origin}/v1/search?${parameters.toString()}`);
    };
    const empty = { requests: [{ type: 'execute', stmt: { sql: 'select 1' } }, { type: 'close' }] };
    const headers = { Authorization: `Bearer ${new URL(stack.libsqlUrl).searchParams.get('authToken')}` };
    const roundTrip = () =>
      fetch(new URL('/v2/pipeline', stack.libsqlUrl), { method: 'POST', headers, body: JSON.stringify(empty) });
    for (let round = 0; round < 200; round++) await Promise.all([timed(search), timed(roundTrip)]);
    const times: Record<'search' | 'roundTrip', number[]> = { search: [], roundTrip: [] };
    for (let round = 0; round < rounds; round++) {
      times.search.push(await timed(search));
      times.roundTrip.push(await timed(roundTrip));
    }
    const both = (list: number[]) => ({ p50: percentile(list, 0.5), p99: percentile(list, 0.99) });
    const figures = { search: both(times.search), roundTrip: both(times.roundTrip) };
    const documents = locales.length * kinds.length * entriesPerKind;
    return { documents, publishMs, ...figures, ratio: figures.search.p99 / figures.roundTrip.p99 };
  } finally {
    await stack.stop();
  }
}

/** Search at 20,000 documents, against an empty round trip to sqld. */
export async function benchSearch(): Promise<void> {
  const { documents, search, roundTrip, ratio } = await measureSearch();
  const note = `p50 ${search.p50.toFixed(1)} to ${roundTrip.p50.toFixed(1)} ms, p99 ${search.p99.toFixed(1)} to ${roundTrip.p99.toFixed(1)} ms`;
  report(
    `search at ${documents} documents, p99, to an empty round trip to sqld`,
    ratio,
    { must: 10, aim: 3, atMost: true },
    note,
  );
}
