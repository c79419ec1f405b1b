import { kinds } from '../../schema/kinds/index.ts';
import { get } from './api.ts';
import { dataOf, manage, type Api } from './manage.ts';
import { campaign, entry, publish } from './private-stack.ts';

interface Operation {
  operationId: string;
  parameters?: { name: string; in: string }[];
  requestBody?: { content: { 'application/json'?: { example: Record<string, unknown> } } };
}

/** A managing operation on what the national chapter has. */
export interface ManagingCall extends Operation {
  method: string;
  address: string;
  body?: Record<string, unknown>;
}

// They tell of who asks, or list what they may read, of whichever chapter: the other must not be in it.
const acrossChapters = new Set(['listManagedChapters', 'getSession', 'listDevices', 'listKinds', 'listActivity']);

/** Ends the session that asks, and so comes last. */
const signOut = 'endSession';

/** Ids of what the national chapter has. */
interface There {
  act: string;
  release: string;
}

/** One of each kind in the national chapter, published, and a scheduled act: what no other chapter may touch. */
export async function fillNational(api: Api): Promise<There> {
  const all = kinds.map(({ name, example }) => entry(name, example.slug, example.shared, example.localized));
  const published = await publish(api, campaign(all));
  if (!published.ok) throw new Error(await published.text());
  const entries = [{ kind: 'faq', slug: kinds.find(({ name }) => name === 'faq')!.example.slug }];
  const body = { chapter: 'national', entries, action: 'withdraw', at: '2037-12-01T09:00' };
  const [act] = await dataOf<{ id: string }[]>(await manage(api, 'POST', 'schedule', { body }));
  const [release] = await dataOf<{ id: string }[]>(await manage(api, 'GET', 'chapters/national/releases'));
  return { act: act!.id, release: release!.id };
}

/** Every managing operation of the document, on what the national chapter has. */
export async function callsOnNational(there: There): Promise<ManagingCall[]> {
  const { paths } = await (await get('/openapi.json')).json<{ paths: Record<string, Record<string, Operation>> }>();
  const calls = Object.entries(paths)
    .filter(([path]) => path.startsWith('/v1/manage/'))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        ...operation,
        method: method.toUpperCase(),
        address: addressOf(path, operation, there),
        ...bodyOf(operation),
      })),
    );
  return calls.toSorted((a, b) => Number(a.operationId === signOut) - Number(b.operationId === signOut));
}

/** What of these operations gave someone of another chapter anything else than 403 or 404, or showed the national chapter. */
export async function listLeaks(
  calls: readonly ManagingCall[],
  ask: (call: ManagingCall) => Promise<Response>,
): Promise<string[]> {
  const leaks: string[] = [];
  for (const call of calls) {
    const { operationId } = call;
    const { status, text } = await ask(call).then(async (answer) => ({
      status: answer.status,
      text: await answer.text(),
    }));
    const sees = /"slug":"national"|"chapter":"national"/.test(text);
    const isRefused = [403, 404].includes(status) && !text.includes('"data"');
    const isOwn = acrossChapters.has(operationId) ? status === 200 : operationId === signOut && status === 204;
    if (!(isOwn && !sees) && !isRefused) leaks.push(`${operationId}: ${status} ${text}`);
  }
  return leaks;
}

/** What the administrator sees of the national chapter. */
export async function seenOfNational(api: Api): Promise<unknown> {
  const own = ['chapters', 'audit?chapter=national', 'schedule?chapter=national'];
  const paths = [...own, ...kinds.map(({ plural }) => `${plural}?chapter=national`)];
  return Promise.all(paths.map(async (path) => dataOf(await manage(api, 'GET', path))));
}

function addressOf(path: string, { parameters = [] }: Operation, there: There): string {
  const inQuery = parameters.some(({ name, in: where }) => where === 'query' && name === 'chapter');
  const address = path
    .replace('/v1/manage/', '')
    .replaceAll(/\{(\w+)\}/g, (_, name: string) => valueOf(name, path, there));
  return inQuery ? `${address}?chapter=national` : address;
}

function bodyOf({ operationId, requestBody }: Operation): { body?: Record<string, unknown> } {
  if (requestBody === undefined) return {};
  const { example = null } = requestBody.content['application/json'] ?? {};
  // A file: it is asked who sends it before it is read.
  if (example === null) return {};
  if (operationId === 'createChapter') return { body: { ...example, slug: 'ohio' } };
  return { body: 'chapter' in example ? { ...example, chapter: 'national' } : example };
}

function valueOf(name: string, path: string, there: There): string {
  if (name === 'slug') return kinds.find(({ plural }) => path.startsWith(`/v1/manage/${plural}/`))!.example.slug;
  const values: Record<string, string> = {
    chapter: 'national',
    locale: 'en',
    revision: '1',
    a: '1',
    b: '1',
    counter: 'stand-with-us',
    ...there,
  };
  return values[name] ?? 'unknown';
}
