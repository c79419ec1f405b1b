import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kinds } from '../../schema/kinds/index.ts';
import { problemOf } from '../support/api.ts';
import { dataOf, manage } from '../support/manage.ts';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';

interface Authored {
  revision: number;
  translations: Record<string, string>;
  source: { translations: Record<string, { fields: object }> };
}
type Item = Record<string, unknown> & { slug: string; locale: string };

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
beforeAll(async () => {
  stack = await startPrivateStack();
});
afterAll(() => stack.stop());

/** An item's words as a client would write them back: Markdown where readers get three forms of it. */
function wordsOf(kind: (typeof kinds)[number], item: Item): object {
  const fields = Object.keys(kind.localized).map((field) => {
    const value = item[field] as { markdown?: string } | undefined;
    return [field, kind.markdownFields.includes(field) ? value?.markdown : value];
  });
  return Object.fromEntries(fields) as object;
}

describe('what fell back from English', () => {
  const english = kinds.map(({ name, example }) => entry(name, example.slug, example.shared, example.localized));

  it.each(kinds)('can’t be written back as the Spanish of one of the $plural', async (kind) => {
    expect((await publish(stack, campaign(english))).status).toBe(200);
    const { slug } = kind.example;
    const delivered = async () => fetch(`${stack.origin}/v1/${kind.plural}/${slug}?locale=es`);
    await expect.poll(async () => (await delivered()).status, { timeout: 4000 }).toBe(200);
    const item = await dataOf<Item>(await delivered());
    expect(item.locale).toBe('en');
    const path = `${kind.plural}/${slug}`;
    const translation = `${path}/translations/es?chapter=national`;
    for (const fields of [wordsOf(kind, item), item]) {
      const body = { method: 'human', fields };
      const refused = await manage(stack, 'PUT', translation, { body, match: '*' });
      expect(refused.status).toBe(422);
      expect((await problemOf(refused)).errors![0]!.pointer).toMatch(/^\/translations\/es\/fields/);
    }
    const over = { slug, mode: 'override', status: 'published', shared: {} };
    const translations = { es: { method: 'human', fields: wordsOf(kind, item) } };
    const changed = await manage(stack, 'POST', `${kind.plural}?chapter=oregon`, { body: { ...over, translations } });
    expect((await problemOf(changed)).errors).toMatchObject([{ pointer: '/translations/es/fields' }]);

    const after = await dataOf<Authored>(await manage(stack, 'GET', `${path}?chapter=national`));
    expect(after).toMatchObject({ revision: 1, translations: { en: 'current', es: 'missing' } });
    expect(Object.keys(after.source.translations)).toEqual(['en']);
  });

  it('stays missing, whatever was written in which language, read in whichever, and written back where', async () => {
    const fields = fc.record({ question: fc.string({ maxLength: 9 }), answer: fc.string({ maxLength: 9 }) });
    const written = fc
      .record({ en: fields, es: fields }, { requiredKeys: [] })
      .filter(({ en, es }) => (en ?? es) !== undefined);
    const locale = fc.constantFrom('en' as const, 'es' as const);
    let number = 0;
    const cases = await Promise.all(
      fc.sample(fc.tuple(written, locale, locale), { numRuns: 60, seed: 1 }).map(async ([words, read, write]) => {
        const slug = `case-${number++}`;
        const translations = Object.fromEntries(
          Object.entries(words).map(([tag, { question, answer }]) => [
            tag,
            { method: 'human', fields: { question: `${tag} q${question}`, answer: `${tag} a${answer}` } },
          ]),
        );
        const body = { slug, mode: 'own', status: 'published', shared: { position: 1 }, translations };
        await dataOf(await manage(stack, 'POST', 'faqs?chapter=national', { body }));
        return { slug, has: Object.keys(words), read, write };
      }),
    );
    expect((await manage(stack, 'POST', 'publish', { body: { chapter: 'national' } })).status).toBe(200);
    const faq = kinds.find(({ name }) => name === 'faq')!;
    // English falls back to nothing.
    for (const { slug, has, read, write } of cases.filter((each) => each.read === 'es' || each.has.includes('en'))) {
      const delivered = () => fetch(`${stack.origin}/v1/faqs/${slug}?locale=${read}`);
      await expect.poll(async () => (await delivered()).status, { timeout: 4000 }).toBe(200);
      const item = await dataOf<Item>(await delivered());
      const path = `faqs/${slug}/translations/${write}?chapter=national`;
      await manage(stack, 'PUT', path, { body: { method: 'human', fields: wordsOf(faq, item) }, match: '*' });
      const { translations } = await dataOf<Authored>(await manage(stack, 'GET', `faqs/${slug}?chapter=national`));
      for (const tag of ['en', 'es']) expect(translations[tag] === 'missing', slug).toBe(!has.includes(tag));
    }
  });
});
