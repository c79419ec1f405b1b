import { expect } from 'vitest';
import type { ScheduledAct, ScheduleOverview } from '../../schema/wire/schedule.ts';
import { dataOf, manage, type Api } from './manage.ts';

/** A question of Oregon's own. */
export function question(text: string, status: 'draft' | 'published' = 'published') {
  return {
    mode: 'own',
    status,
    shared: { position: 10 },
    translations: { en: { method: 'original', fields: { question: text, answer: 'Us.' } } },
  };
}

/** Writes one of Oregon's questions, and does not publish it. */
export async function write(api: Api, slug: string, text = slug, token = api.manageToken): Promise<void> {
  const body = { slug, ...question(text) };
  await dataOf(await manage(api, 'POST', 'faqs?chapter=oregon', { body, token }));
}

/** An instant that many milliseconds from now. */
export function soon(ms: number): string {
  return new Date(Date.now() + ms).toISOString();
}

/** Asks for one of Oregon's questions to be published or withdrawn at a time. */
export function schedule(
  api: Api,
  action: 'publish' | 'withdraw',
  slug: string,
  at: string,
  token = api.manageToken,
): Promise<Response> {
  const body = { chapter: 'oregon', entries: [{ kind: 'faq', slug }], action, at };
  return manage(api, 'POST', 'schedule', { body, token });
}

/** Plans it, and gives the one act. */
export async function plan(api: Api, ...rest: ParametersAfterApi): Promise<ScheduledAct> {
  const acts = await dataOf<ScheduledAct[]>(await schedule(api, ...rest));
  expect(acts).toHaveLength(1);
  return acts[0]!;
}
type ParametersAfterApi = Parameters<typeof schedule> extends [Api, ...infer Rest] ? Rest : never;

/** Oregon's schedule. */
export async function overview(api: Api, token = api.manageToken): Promise<ScheduleOverview> {
  return dataOf(await manage(api, 'GET', 'schedule?chapter=oregon', { token }));
}

/** Waits until an act is done, or missed. */
export async function ended(api: Api, { id }: ScheduledAct, state: 'done' | 'missed' = 'done'): Promise<ScheduledAct> {
  const find = async () => (await overview(api))[state].find((act) => act.id === id);
  await expect.poll(find, { timeout: 20_000, interval: 100 }).toBeDefined();
  return (await find())!;
}

/** The questions that readers of Oregon see, by slug. */
export async function seen({ origin }: Api): Promise<Record<string, string>> {
  const response = await fetch(`${origin}/v1/faqs?chapter=oregon&locale=en`);
  const { data } = await response.json<{ data: { slug: string; question: string }[] }>();
  return Object.fromEntries(data.map(({ slug, question }) => [slug, question]));
}

/** Waits until readers see a question so; undefined where they are to see none. */
export async function becomes(api: Api, slug: string, text: string | undefined): Promise<void> {
  await expect.poll(async () => (await seen(api))[slug], { timeout: 6000, interval: 100 }).toBe(text);
}
