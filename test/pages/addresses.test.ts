import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { readConfig } from '../../worker/env.ts';
import { readVariables } from '../../worker/cli/stack.ts';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** Asks for a page under a host of any name. */
function ask(origin: string, host: string, path: string): Promise<Answer> {
  const { hostname, port } = new URL(origin);
  return new Promise((done, fail) => {
    const sent = request({ hostname, port, path, headers: { Host: host, Accept: 'text/html' } }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (body += chunk));
      response.on('end', () => done({ status: response.statusCode!, headers: response.headers, body }));
    });
    sent.on('error', fail);
    sent.end();
  });
}

const linksIn = (html: string, pattern: RegExp) => [...html.matchAll(pattern)].map(([, ...found]) => found.join(' '));
const canonicalIn = (html: string) => linksIn(html, /<link rel="canonical" href="([^"]+)"/g);
const alternatesIn = (html: string) => linksIn(html, /<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"/g);

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
const at = (path: string, host = 'campaign.test') => ask(stack.origin, host, path);
beforeAll(async () => {
  vi.stubEnv('CAMPAIGN_ORIGIN', 'http://campaign.test');
  vi.stubEnv('CHAPTER_HOSTS', 'oregon=oregon.test');
  vi.stubEnv('SECURITY_CONTACT', 'mailto:security@example.org');
  stack = await startPrivateStack();
  vi.unstubAllEnvs();
  const words = { title: 'Shared', summary: 'Of all.', body: 'Of all.' };
  const both = entry('article', 'shared', { publishedOn: '2026-11-02' }, words);
  both.translations['es'] = { method: 'human', fields: { ...words, title: 'Compartido' } };
  const english = entry('article', 'only-english', {}, { ...words, title: 'Only English & more' });
  const page = entry('page', 'meet-us', { position: 10 }, { title: 'Meet us', summary: 'Come.', body: 'Come.' });
  expect((await publish(stack, campaign([both, english], [page]))).status).toBe(200);
});
afterAll(() => stack.stop());

describe('the address of a page', () => {
  it('is one, and names its siblings in other languages and the one for everybody else', async () => {
    const { body } = await at('/es/faq');
    expect(canonicalIn(body)).toEqual(['http://campaign.test/es/faq']);
    expect(alternatesIn(body)).toEqual([
      'en http://campaign.test/en/faq',
      'es http://campaign.test/es/faq',
      'x-default http://campaign.test/en/faq',
    ]);
    expect(alternatesIn((await at('/en/')).body).at(-1)).toBe('x-default http://campaign.test/');
  });

  it('is the campaign’s under whatever host it is asked for', async () => {
    expect(canonicalIn((await at('/es/faq', 'elsewhere.test')).body)).toEqual(['http://campaign.test/es/faq']);
  });

  it('of what is not translated is where its words are, and no page claims a language that it has not', async () => {
    const { body } = await at('/es/news/only-english');
    expect(canonicalIn(body)).toEqual(['http://campaign.test/en/news/only-english']);
    expect(alternatesIn(body)).toEqual([]);
    expect(alternatesIn((await at('/en/news/only-english')).body)).toEqual([
      'en http://campaign.test/en/news/only-english',
      'x-default http://campaign.test/en/news/only-english',
    ]);
  });

  it('is found with a slash at its end as well, and under no second name', async () => {
    for (const [path, host, target] of [
      ['/es/news/shared/?a=b', 'campaign.test', '/es/news/shared?a=b'],
      ['/es/chapters/oregon/', 'campaign.test', '/es/chapters/oregon'],
      ['/es/faq/', 'oregon.test', '/es/faq'],
    ] as const) {
      const { status, headers } = await at(path, host);
      expect([status, headers['location']]).toEqual([301, target]);
    }
    for (const path of ['/es/chapters/national', '/es/chapters/national/faq'])
      expect([path, (await at(path)).status]).toEqual([path, 404]);
  });

  it('of the whole campaign’s news in a chapter is the campaign’s', async () => {
    const { body } = await at('/es/news/shared', 'oregon.test');
    expect(body).toContain('<h1>Compartido</h1>');
    expect(canonicalIn(body)).toEqual(['http://campaign.test/es/news/shared']);
  });
});

describe('a chapter with a host of its own', () => {
  it('has its pages there, from the locale on, and leads to the campaign for all else', async () => {
    const home = await at('/es', 'oregon.test');
    expect(home.status).toBe(200);
    expect(canonicalIn(home.body)).toEqual(['http://oregon.test/es']);
    expect(home.body).toContain('href="/es/join"');
    expect(home.body).toContain('href="/en" hreflang="en"');
    expect(home.body).toContain('href="http://campaign.test/es/privacy"');
    expect(home.body).not.toContain('/es/chapters/oregon');
    for (const path of ['/en/faq', '/en/news', '/en/join', '/en/flyer', '/en/meet-us', '/style.css', '/v1/faqs'])
      expect([path, (await at(path, 'oregon.test')).status]).toEqual([path, 200]);
    expect((await at('/', 'oregon.test')).headers['location']).toMatch(/^\/en/);
    expect((await at('/en/', 'oregon.test')).status).toBe(200);
  });

  it('is known there alone: its pages under the campaign’s host say so, and links lead there', async () => {
    const there = await at('/es/chapters/oregon/faq');
    expect(canonicalIn(there.body)).toEqual(['http://oregon.test/es/faq']);
    expect((await at('/es/')).body).toContain('href="http://oregon.test/es"');
  });

  it('leads from there to what is the whole campaign’s, wherever a form or an element says so', async () => {
    const leads = async (path: string, host = 'oregon.test') => {
      const { status, headers } = await at(path, host);
      return [status, headers['location']];
    };
    for (const path of ['/es/my', '/es/privacy', '/es/terms'])
      expect([path, await leads(path)]).toEqual([path, [302, `http://campaign.test${path}`]]);
    expect(await leads('/my')).toEqual([302, '/en/my']);
    expect(await leads('/es/chapters/oregon/terms', 'campaign.test')).toEqual([302, 'http://campaign.test/es/terms']);
    expect((await at('/es/nothing', 'oregon.test')).status).toBe(404);
  });

  it('is an application of its own on a phone', async () => {
    for (const [host, page, address] of [
      ['oregon.test', '/es/faq', '/es/manifest.webmanifest'],
      ['campaign.test', '/es/faq', '/es/manifest.webmanifest'],
    ] as const) {
      expect(linksIn((await at(page, host)).body, /<link rel="manifest" href="([^"]+)"/g)).toEqual([address]);
      const manifest = JSON.parse((await at(address, host)).body) as { name: string; start_url: string };
      expect([host, manifest.name, (await at(manifest.start_url, host)).status]).toEqual([
        host,
        host === 'oregon.test' ? 'Oregon' : 'Test campaign',
        200,
      ]);
    }
  });

  it('has a sitemap of its own, without which the campaign’s would claim its pages', async () => {
    const [own, all] = await Promise.all(['oregon.test', 'campaign.test'].map((host) => at('/sitemap.xml', host)));
    const locations = (xml: string) => linksIn(xml, /<loc>([^<]+)<\/loc>/g);
    expect(locations(own!.body)).toContain('http://oregon.test/en/meet-us');
    expect(new Set(locations(own!.body).map((each) => new URL(each).host))).toEqual(new Set(['oregon.test']));
    expect(new Set(locations(all!.body).map((each) => new URL(each).host))).toEqual(new Set(['campaign.test']));
    expect(locations(all!.body)).toContain('http://campaign.test/en/news/only-english');
    expect(locations(all!.body)).not.toContain('http://campaign.test/es/news/only-english');
  });

  it.each([
    [{ CHAPTER_HOSTS: 'oregon=oregon.test' }, 'CAMPAIGN_ORIGIN with them'],
    [{ CAMPAIGN_ORIGIN: 'https://campaign.test', CHAPTER_HOSTS: 'oregon' }, 'Set CHAPTER_HOSTS'],
    [{ CAMPAIGN_ORIGIN: 'campaign.test' }, 'Set CAMPAIGN_ORIGIN'],
    [{ CAMPAIGN_ORIGIN: 'https://campaign.test/pages' }, 'Set CAMPAIGN_ORIGIN'],
    [{ SECURITY_CONTACT: 'somebody' }, 'Set SECURITY_CONTACT'],
  ])('can’t start with %o', async (settings, hint) => {
    const variables = await readVariables({ port: 0, dataDir: stack.dataDir, libsqlUrl: undefined });
    expect(() => readConfig({ ...variables, LIBSQL_URL: 'http://127.0.0.1', ...settings })).toThrow(hint);
  });
});

describe('documents for machines', () => {
  it('tell where faults are reported, for a year at the most (RFC 9116)', async () => {
    const { body, headers } = await at('/.well-known/security.txt');
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(body).toContain('Contact: mailto:security@example.org\n');
    const expires = Date.parse(/^Expires: (.+)$/m.exec(body)![1]!);
    expect(expires).toBeGreaterThan(Date.now());
    expect(expires).toBeLessThan(Date.now() + 366 * 86_400_000);
    // Nobody is invented where none is named.
    expect((await fetch(`${inject('origin')}/.well-known/security.txt`)).status).toBe(404);
  });

  it('lead to the API’s description (RFC 9727), to the sitemap and to what a phone needs', async () => {
    const answer = await at('/.well-known/api-catalog');
    expect(answer.headers['link']).toBe('</.well-known/api-catalog>; rel="api-catalog"');
    const catalog = JSON.parse(answer.body) as { linkset: { 'service-desc': { href: string }[] }[] };
    expect(catalog.linkset[0]!['service-desc'][0]!.href).toBe('http://campaign.test/openapi.json');
    expect((await at('/robots.txt')).body).toContain('Sitemap: http://campaign.test/sitemap.xml');
    const manifest = JSON.parse((await at('/es/manifest.webmanifest')).body) as {
      lang: string;
      icons: { src: string }[];
    };
    expect(manifest.lang).toBe('es');
    for (const { src } of manifest.icons) expect((await at(src)).status).toBe(200);
  });

  it('draw a picture for each chapter and language, and the campaign’s for those that came later', async () => {
    const api = inject('origin');
    const size = async (name: string) => {
      const answer = await fetch(`${api}/pictures/${name}.png`);
      const view = new DataView(await answer.arrayBuffer());
      return [answer.headers.get('Content-Type'), view.getUint32(16), view.getUint32(20), view.byteLength] as const;
    };
    const [oregon, national, later] = await Promise.all(['oregon.es', 'national.es', 'later.es'].map(size));
    expect(oregon!.slice(0, 3)).toEqual(['image/png', 1200, 630]);
    expect(oregon).not.toEqual(national);
    expect(later).toEqual(national);
  });
});

describe('feeds', () => {
  it('tell a chapter’s news in each language, in three formats, and nothing that is not translated', async () => {
    const json = JSON.parse((await at('/es/news/feed.json')).body) as {
      version: string;
      items: { id: string; title: string; date_published: string }[];
    };
    expect(json.version).toBe('https://jsonfeed.org/version/1');
    expect(json.items.map(({ title }) => title)).toEqual(['Compartido']);
    expect(json.items[0]!.id).toBe('http://campaign.test/es/news/shared');
    expect(json.items[0]!.date_published).toBe('2026-11-02T00:00:00.000Z');
    const rss = await at('/en/news/rss.xml');
    expect(rss.headers['content-type']).toBe('application/rss+xml; charset=utf-8');
    expect(rss.body).toContain('<title><![CDATA[Only English & more]]></title>');
    expect(rss.body).toContain('<atom:link href="http://campaign.test/en/news/rss.xml" rel="self"');
    const atom = await at('/en/news/atom.xml', 'oregon.test');
    expect(atom.body).toContain('<link rel="self" href="http://oregon.test/en/news/atom.xml"/>');
    expect(atom.body.match(/<entry>/g)).toHaveLength(2);
  });
});
