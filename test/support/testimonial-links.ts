import type { NewTestimonialLink, TestimonialLink } from '../../schema/wire/testimonial-link.ts';
import { dataOf, manage, type Api } from './manage.ts';

/** What the worker of the tests says. */
export const said = {
  quote: 'There are too few of us, and the people we care for notice.',
  name: 'Sam',
  attribution: 'Nurse, Springfield',
};

/** Makes a link to give a testimonial to Oregon. */
export async function makeLink(api: Api, more: Partial<TestimonialLink> = {}): Promise<NewTestimonialLink> {
  return dataOf(await manage(api, 'POST', 'testimonial-links', { body: { chapter: 'oregon', locale: 'en', ...more } }));
}

/** What opens it. */
export function tokenIn(link: string): string {
  return new URL(link).hash.slice(1);
}

export async function findLink(api: Api, id: string): Promise<TestimonialLink> {
  const links = await dataOf<TestimonialLink[]>(await manage(api, 'GET', 'testimonial-links?chapter=oregon'));
  return links.find((each) => each.id === id)!;
}

/** Sends a form of the page, as a browser without JavaScript does. */
export function send({ origin }: Api, fields: Record<string, string>, path = '/en/chapters/oregon'): Promise<Response> {
  return fetch(`${origin}${path}/testimonial`, { method: 'POST', body: new URLSearchParams(fields) });
}

/** Goes all the way from the words to the private link, and gives that link's token. */
export async function give(api: Api, link: string, words: typeof said = said, path?: string): Promise<string> {
  const fields = { link: tokenIn(link), ...words };
  const preview = await (await send(api, { ...fields, act: 'preview' }, path)).text();
  const digest = /name="digest" value="([0-9a-f]{64})"/.exec(preview)![1]!;
  const thanks = await (await send(api, { ...fields, digest, consent: 'on', act: 'give' }, path)).text();
  return /testimonial#([\w.-]+)"/.exec(thanks)![1]!;
}
