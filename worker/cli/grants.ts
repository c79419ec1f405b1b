import type { Grant } from '../../schema/wire/access.ts';
import { UserError } from './command.ts';

/** `oregon:es:faq:update`, with `*` for each of them. */
export function parseGrant(text: string): Record<keyof Grant, string> {
  const [chapter, locale, kind, action, ...rest] = text.split(':');
  if (!chapter || !locale || !kind || !action || rest.length > 0) {
    throw new UserError(`"${text}" is not CHAPTER:LOCALE:KIND:ACTION, as in oregon:*:faq:update.`);
  }
  return { chapter, locale, kind, action };
}

/** Grants as they are given. */
export function formatGrants(grants: readonly Grant[]): string {
  return grants.map(({ chapter, locale, kind, action }) => [chapter, locale, kind, action].join(':')).join(' ');
}
