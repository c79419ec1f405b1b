import { call, listAll, ProblemError } from '../api.ts';
import type { Form } from './schema.ts';
import type { Fields } from './source.ts';

/** A national entry as it is published. */
export interface National {
  slug: string;
  /** The language in which its words are there. */
  locale: string;
  updatedAt: string;
  shared: Fields;
  fields: Fields;
}

type Item = Fields & Omit<National, 'shared' | 'fields'>;

/** The national entry of this slug; null where none is published. */
export async function findNational(form: Form, slug: string, locale: string): Promise<National | null> {
  try {
    const { data } = await call<Item>('GET', `/v1/${form.plural}/${slug}?chapter=national&locale=${locale}`);
    return authored(form, data);
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'not_found') return null;
    throw error;
  }
}

/** Every national entry of a kind that is published. */
export async function listNational(form: Form, locale: string): Promise<National[]> {
  const items = await listAll<Item>(`/v1/${form.plural}?chapter=national&locale=${locale}&limit=100`);
  return items.map((item) => authored(form, item));
}

/** What readers get, as its authors wrote it. */
function authored({ shared, localized }: Form, item: Item): National {
  const pick = (properties: object) =>
    Object.fromEntries(
      Object.keys(properties)
        .filter((name) => Object.hasOwn(item, name))
        .map((name) => [name, rawOf(item[name])]),
    );
  const { slug, locale, updatedAt } = item;
  return { slug, locale, updatedAt, shared: pick(shared.properties!), fields: pick(localized.properties!) };
}

function rawOf(value: unknown): unknown {
  const isRich = typeof value === 'object' && value !== null && 'markdown' in value;
  return isRich ? value.markdown : value;
}
