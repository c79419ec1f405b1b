import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines, isInstalled } from '../support/engines.ts';
import { startHost } from '../support/host.ts';
import { query } from '../support/intake.ts';
import { startCampaign } from '../support/private-stack.ts';

let stack: Awaited<ReturnType<typeof startCampaign>>;
beforeAll(async () => {
  stack = await startCampaign();
});
afterAll(() => stack.stop());

const rows = async (type: string) =>
  (await query(stack.libsqlUrl, `select count(*) as n from submissions where type = '${type}'`))[0]!['n'] as number;

const packages = { firefox: 'firefox-esr', webkit: 'webkit2gtk-driver xvfb' };

describe.each(['firefox', 'webkit'] as const)('in %s', (name) => {
  const isThere = isInstalled(name);
  const reason = isThere ? '' : ` (skipped, it is not installed: apt-get install ${packages[name]})`;

  it.skipIf(!isThere)(
    `reads, joins and pledges from a page of another origin, under a strict policy${reason}`,
    async () => {
      const engine = await engines[name]();
      const host = await startHost(stack.origin);
      try {
        const body = `<uwh-faq-list></uwh-faq-list><uwh-join-form chapter="oregon"></uwh-join-form><uwh-pledge-counter pledge="stand-with-behavioral-health-workers"></uwh-pledge-counter>`;
        const html = `<!doctype html><html lang="es"><meta charset="utf-8"><title>A host</title><script type="module" src="${stack.origin}/embed/v1/all.js"></script>${body}`;
        await engine.open(host.serve(html));
        await expect
          .poll(async () => (await engine.texts('uwh-faq-list', 'summary').catch(() => [])).length, { timeout: 20_000 })
          .toBe(10);
        const [signups, pledges] = [await rows('signup'), await rows('pledge')];

        await engine.click('uwh-join-form', 'button');
        await expect
          .poll(() => engine.texts('uwh-join-form', '[part=summary] a'))
          .toEqual(['Escriba su nombre.', 'Escriba un correo o un teléfono.']);
        await engine.fill('uwh-join-form', '#givenName', 'Sam');
        await engine.fill('uwh-join-form', '#email', `${crypto.randomUUID()}@gmail.com`);
        await engine.click('uwh-join-form', 'button');
        await expect
          .poll(() => engine.texts('uwh-join-form', 'h2'), { timeout: 20_000 })
          .toEqual(['Gracias. Ya es parte de esto.']);
        await expect.poll(() => rows('signup')).toBe(signups + 1);

        // Who joined is counted, and has nothing to pledge on that page.
        await engine.open(host.origin);
        await engine.fill('uwh-pledge-counter', '#givenName', 'Sam');
        await engine.fill('uwh-pledge-counter', '#email', `${crypto.randomUUID()}@gmail.com`);
        await engine.click('uwh-pledge-counter', 'button');
        await expect.poll(() => rows('pledge'), { timeout: 20_000 }).toBe(pledges + 1);
        await expect
          .poll(() => engine.texts('uwh-pledge-counter', '[part=thanks]'))
          .toEqual([expect.stringMatching(/\S/)]);
      } finally {
        await engine.close();
        await host.stop();
      }
    },
  );
});
