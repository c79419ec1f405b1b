import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

interface Axe {
  run: (context: object, options: object) => Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }>;
}

/** What axe finds, by these rules or by all. It is brought to the page once: that takes longer than its work. */
export async function violationsOn(page: Page, rules?: readonly string[]): Promise<string[]> {
  const isThere = await page.evaluate(() => 'axe' in globalThis);
  if (!isThere) await new AxeBuilder({ page }).setLegacyMode().withRules(['document-title']).analyze();
  return page.evaluate(async (rules) => {
    const { axe } = globalThis as unknown as { axe: Axe };
    // What is in frames has tests of its own.
    const options = { iframes: false, resultTypes: ['violations'], ...(rules && { runOnly: rules }) };
    const { violations } = await axe.run({ exclude: [['iframe']] }, options);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  }, rules);
}
