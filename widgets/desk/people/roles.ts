import type { Action, Grant } from '../../../schema/wire/access.ts';

/** What somebody is at the desk, as people say it. */
export type Role = 'publish' | 'write' | 'translate' | 'look' | 'steward' | 'all';

/** Roles, those of chapters first, from the one that may do the most. */
export const roles: readonly Role[] = ['publish', 'write', 'translate', 'look', 'steward', 'all'];

/** Roles that only make sense in every chapter. */
export const isForAll = (role: Role): boolean => role === 'steward' || role === 'all';

const actions: Record<Exclude<Role, 'translate' | 'all'>, readonly Action[]> = {
  publish: ['read', 'create', 'update', 'delete', 'publish'],
  write: ['read', 'create', 'update'],
  look: ['read'],
  steward: ['read', 'tokens', 'receivers', 'consent'],
};

/**
 * Grants of a role in chapters.
 * @param locale the language of who translates.
 */
export function grantsOf(role: Role, chapters: readonly string[], locale: string): Grant[] {
  return chapters.flatMap((chapter): Grant[] => {
    const whole = { chapter, locale: '*', kind: '*' } as const;
    if (role === 'all') return [{ ...whole, action: '*' }];
    if (role === 'translate')
      return [
        { ...whole, action: 'read' as const },
        { ...whole, locale, action: 'update' as const },
      ];
    return actions[role].map((action) => ({ ...whole, action }));
  });
}

/** What somebody may do in a chapter: a role, in a language where that is one of who translates; else what is granted. */
export interface Held {
  /** `*` for every one. */
  chapter: string;
  role: Role | null;
  locale: string;
  grants: readonly Grant[];
}

/** Grants as roles, chapter by chapter. */
export function rolesOf(grants: readonly Grant[]): Held[] {
  return [...Map.groupBy(grants, ({ chapter }) => chapter)].map(([chapter, held]) => {
    const locale = held.find((grant) => grant.locale !== '*')?.locale ?? '*';
    const role = roles.find((each) => isSame(grantsOf(each, [chapter], locale), held)) ?? null;
    return { chapter, role, locale, grants: held };
  });
}

function isSame(a: readonly Grant[], b: readonly Grant[]): boolean {
  const keysOf = (grants: readonly Grant[]) =>
    new Set(grants.map(({ locale, kind, action }) => [locale, kind, action].join(':')));
  const [one, other] = [keysOf(a), keysOf(b)];
  return one.size === other.size && [...one].every((key) => other.has(key));
}
