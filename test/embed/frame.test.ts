import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { snippetsOf, startHost, type Host } from '../support/host.ts';
import { query } from '../support/intake.ts';
import { startCampaign } from '../support/private-stack.ts';
import { visit } from '../support/visit.ts';

let stack: Awaited<ReturnType<typeof startCampaign>>;
let host: Host;
let api: string;
beforeAll(async () => {
  stack = await startCampaign();
  api = stack.origin;
  host = await startHost(api);
});
afterAll(async () => {
  await host.stop();
  await stack.stop();
});

const rows = async () => (await query(stack.libsqlUrl, 'select count(*) as n from submissions'))[0]!['n'] as number;

/** A page of another origin with this in it, that may show frames of the API. Its script is there before them. */
const open = (body: string, script = '') => {
  const html = `<!doctype html><html lang="es"><title>A host</title>${script && '<script src="/own.js"></script>'}<main><h1>A host</h1>${body}</main>`;
  return visit(host.browser, host.serve(html, `; frame-src ${api}`, script ? { '/own.js': script } : {}));
};

/** Notes what the page hears. */
const listen = 'globalThis.heard = []; addEventListener("message", ({ data }) => heard.push(data));';
type Heard = { heard: Record<string, unknown>[] };

describe('the frame', () => {
  it('works in the sandbox of WordPress: tells its height with the secret, and takes a sign-up', async () => {
    const before = await rows();
    const frame = `<iframe sandbox="allow-scripts" title="Join" width="600" height="300" src="${api}/embed/frame/join-form?chapter=oregon&locale=es#?secret=abc123"></iframe>`;
    const { page } = await open(frame, listen);
    const inside = page.frameLocator('iframe');
    await inside.getByLabel('Nombre').fill('Sam');
    await inside.getByLabel('Correo electrónico', { exact: true }).fill(`${crypto.randomUUID()}@gmail.com`);
    await inside.getByRole('button', { name: 'Unirme' }).click();
    await inside.getByRole('heading', { name: 'Gracias' }).waitFor();
    await expect.poll(rows).toBe(before + 1);
    const height = await inside.locator('body').evaluate((body) => Math.ceil(body.getBoundingClientRect().height));
    const hear = () => page.evaluate(() => (globalThis as unknown as Heard).heard);
    await expect
      .poll(async () => (await hear()).findLast(({ message }) => message === 'height'))
      .toEqual({ message: 'height', value: height, secret: 'abc123' });
    const heard = await hear();
    // Who embeds learns what became of it, and nothing of whom.
    expect(JSON.stringify(heard)).not.toMatch(/Sam|gmail/);
    expect(heard.filter(({ uwh }) => uwh === 'event').map(({ name }) => name)).toEqual(['ready', 'success', 'joined']);
  });

  it('breaks no policy of the strictest page, as the builder and oEmbed give it', async () => {
    const [, , built] = await snippetsOf(api, { widget: 'faq-list', chapter: 'oregon' });
    const asked = await fetch(`${api}/oembed?url=${encodeURIComponent(`${api}/en/join`)}`);
    const { html } = await asked.json<{ html: string }>();
    const { page, complaints } = await open(`${built}${html}`);
    await page.frameLocator('iframe >> nth=0').locator('summary').first().waitFor();
    await page.frameLocator('iframe >> nth=1').getByLabel('First name').waitFor();
    expect(complaints).toEqual([]);
  });

  it('may stand in any page, loads from the API alone, and no address says where what is typed goes', async () => {
    const answer = await fetch(
      `${api}/embed/frame/join-form?api=https://elsewhere.example&onload=x&chapter=%22%3E%3Cb%3E`,
    );
    const policy = answer.headers.get('Content-Security-Policy')!;
    expect(policy).toContain('frame-ancestors *');
    expect(policy).toMatch(/^default-src 'none';/);
    expect(policy).not.toContain('unsafe');
    expect(answer.headers.get('X-Frame-Options')).toBeNull();
    const html = await answer.text();
    expect(html).not.toContain('elsewhere.example');
    expect(html).not.toContain('onload');
    expect(html).not.toContain('<b>');
    expect((await fetch(`${api}/embed/frame/nothing`)).status).toBe(404);
  });

  it('shows every widget without a complaint', async () => {
    const names = ['chapter', 'faq-list', 'goal-list', 'pledge-counter', 'share', 'statistics', 'testimonials'];
    for (const name of names) {
      const address = `${api}/embed/frame/${name}?chapter=oregon&pledge=stand-with-behavioral-health-workers&locale=es&scheme=dark&action=1f7a4d`;
      const { page, complaints } = await visit(host.browser, address);
      await page.locator(`uwh-${name} [lang=es]`).first().waitFor();
      expect([name, ...complaints]).toEqual([name]);
      const color = await page
        .locator(`uwh-${name}`)
        .evaluate((element) => getComputedStyle(element).getPropertyValue('--uwh-action'));
      expect(color).toBe('#1f7a4d');
      await page.close();
    }
  });
});

describe('an isolated form', () => {
  it('is out of reach for the page’s scripts, as high as what is in it, and its events are heard', async () => {
    const before = await rows();
    const script = `${listen} globalThis.told = []; for (const name of ['uwh-submit', 'uwh-success', 'uwh-joined', 'uwh-error']) addEventListener(name, (event) => told.push(name + JSON.stringify(event.detail)));
      globalThis.seen = ''; for (const type of ['keydown', 'input', 'change', 'paste']) addEventListener(type, () => { seen += type; }, true);`;
    const html = `<script type="module" src="${api}/embed/v1/join-form.js"></script><uwh-join-form isolate chapter="oregon" locale="es"></uwh-join-form>`;
    const { page, complaints } = await open(html, script);
    const inside = page.frameLocator('uwh-join-form iframe');
    await inside.getByLabel('Nombre').pressSequentially('Sam');
    await inside
      .getByLabel('Correo electrónico', { exact: true })
      .pressSequentially(`${crypto.randomUUID()}@gmail.com`);
    const height = () => page.locator('uwh-join-form iframe').evaluate((frame) => frame.clientHeight);
    await expect
      .poll(
        async () =>
          (await height()) -
          (await inside.locator('body').evaluate((body) => Math.ceil(body.getBoundingClientRect().height))),
      )
      .toBe(0);
    await inside.getByRole('button', { name: 'Unirme' }).click();
    await inside.getByRole('heading', { name: 'Gracias' }).waitFor();
    await expect.poll(rows).toBe(before + 1);
    const found = await page.evaluate(() => {
      const frame = document.querySelector('uwh-join-form')!.shadowRoot!.querySelector('iframe')!;
      const { told, seen } = globalThis as unknown as { told: string[]; seen: string };
      return { told, seen, document: frame.contentDocument };
    });
    expect(found).toEqual({
      told: ['uwh-success null', 'uwh-joined null'].map((each) => each.replace(' ', '')),
      seen: '',
      document: null,
    });
    expect(complaints).toEqual([]);
  });

  it('believes no height and no event of anyone else', async () => {
    const html = `<script type="module" src="${api}/embed/v1/join-form.js"></script><uwh-join-form isolate></uwh-join-form>`;
    const { page } = await open(html, 'globalThis.told = []; addEventListener("uwh-joined", () => told.push(1));');
    await page.frameLocator('uwh-join-form iframe').getByLabel('Nombre').waitFor();
    const height = () => page.locator('uwh-join-form iframe').getAttribute('height');
    await expect.poll(height).not.toBeNull();
    const before = await height();
    await page.evaluate(() => {
      postMessage({ uwh: 'height', value: 9999 }, '*');
      postMessage({ uwh: 'event', name: 'joined' }, '*');
    });
    await page.evaluate(() => new Promise((done) => setTimeout(done, 100)));
    expect(await height()).toBe(before);
    expect(await page.evaluate(() => (globalThis as unknown as { told: number[] }).told)).toEqual([]);
  });

  it('is a frame from the first moment on, and a form again once the attribute goes', async () => {
    const html = `<script type="module" src="${api}/embed/v1/join-form.js"></script><uwh-join-form isolate></uwh-join-form>`;
    const { page } = await open(html);
    await page.locator('uwh-join-form iframe').waitFor();
    expect(await page.locator('uwh-join-form input').count()).toBe(0);
    await page.locator('uwh-join-form').evaluate((element) => element.removeAttribute('isolate'));
    await page.getByLabel('Nombre').waitFor();
    expect(await page.locator('uwh-join-form iframe').count()).toBe(0);
  });
});
