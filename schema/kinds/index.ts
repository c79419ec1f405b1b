import { action } from './action.ts';
import { article } from './article.ts';
import { benefit } from './benefit.ts';
import { disclosure } from './disclosure.ts';
import { faq } from './faq.ts';
import { goal } from './goal.ts';
import type { Kind } from './kind.ts';
import { page } from './page.ts';
import { pledge } from './pledge.ts';
import { section } from './section.ts';
import { statistic } from './statistic.ts';
import { testimonial } from './testimonial.ts';

/** Every content kind, in the order in which documents list them. A kind that is not here does not exist. */
export const registry = {
  section,
  page,
  faq,
  goal,
  benefit,
  statistic,
  testimonial,
  article,
  action,
  pledge,
  disclosure,
};

export type KindName = keyof typeof registry;

/** A delivered item of a kind, as `GET /v1/{kinds}/{slug}` gives it. */
export type Item<Name extends KindName> = (typeof registry)[Name]['item']['_zod']['output'];

export const kindNames = Object.keys(registry) as [KindName, ...KindName[]];

export const kinds = Object.values(registry) as unknown as readonly Kind[];

export function findKind(name: string): Kind | null {
  return Object.hasOwn(registry, name) ? registry[name as KindName] : null;
}
