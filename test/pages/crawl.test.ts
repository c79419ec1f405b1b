import { HtmlValidate } from 'html-validate/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publish, startPrivateStack, wholeCampaign } from '../support/private-stack.ts';

interface Page {
  status: number;
  headers: Headers;
  html: string;
  /** Addresses that it leads to, with what it says of itself to machines. */
  links: string[];
}

const pages = new Map<string, Page>();
let stack: Awaited<ReturnType<typeof startPrivateStack>>;

function unescape(text: string): string {
  return text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'");
}

/** Follows every link of the site, in every language, once. */
beforeAll(async () => {
  stack = await startPrivateStack();
  expect((await publish(stack, await wholeCampaign())).status).toBe(200);
  const waiting = [`${stack.origin}/`];
  const sitemap = await (await fetch(`${stack.origin}/sitemap.xml`)).text();
  waiting.push(...[...sitemap.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url]) => unescape(url!)));
  for (let url = waiting.pop(); url !== undefined; url = waiting.pop()) {
    const address = url.split('#')[0]!;
    if (pages.has(address)) continue;
    const response = await fetch(address, { headers: { Accept: 'text/html' } });
    const isPage = response.headers.get('Content-Type')?.startsWith('text/html') === true;
    const html = isPage ? await response.text() : (await response.arrayBuffer(), '');
    const attributes = [...html.matchAll(/(?:(?:href|src|action)="|content="(?=http))([^"]*)"/g)].map(([, each]) =>
      unescape(each!),
    );
    const links = attributes
      .filter((each) => /^(?:https?:|\/|#)/.test(each))
      .map((each) => new URL(each, address).href)
      .filter((each) => each.startsWith(`${stack.origin}/`));
    pages.set(address, { status: response.status, headers: response.headers, html, links });
    waiting.push(...links);
  }
});
afterAll(() => stack.stop());

describe('the whole site, in English, Spanish and Arabic', () => {
  it('is found from its first page', () => {
    const paths = [...pages.keys()].map((each) => new URL(each).pathname);
    for (const tag of ['en', 'es', 'ar'])
      for (const path of [
        '/',
        '/faq',
        '/news/kaiser-strike',
        '/flyer',
        '/privacy',
        '/chapters/oregon/join',
        '/chapters/oregon/meet-us',
      ])
        expect(paths).toContain(`/${tag}${path}`);
  });

  it('has no broken link, and no fragment that leads nowhere', () => {
    const broken = [...pages].flatMap(([from, { links }]) =>
      links.flatMap((link) => {
        const [address, fragment] = link.split('#') as [string, string?];
        const target = pages.get(address)!;
        const isThere =
          fragment === undefined || fragment === '' || target.html.includes(`id="${decodeURIComponent(fragment)}"`);
        return target.status === 200 && isThere ? [] : [`${from} to ${link}: ${target.status}`];
      }),
    );
    expect(broken).toEqual([]);
  });

  it('is well-formed HTML, each page of it', async () => {
    const validator = new HtmlValidate({
      extends: ['html-validate:standard'],
      // With a slash or without: both are HTML.
      rules: { 'void-style': 'off' },
    });
    const found: string[] = [];
    for (const [address, { html }] of pages) {
      if (html === '') continue;
      const { results } = await validator.validateString(html);
      for (const { messages } of results)
        found.push(
          ...messages.map(
            ({ ruleId, message, line, column }) =>
              `${new URL(address).pathname} ${line}:${column} ${ruleId}: ${message}`,
          ),
        );
    }
    expect(found).toEqual([]);
  });

  it('keeps readers safe, sets no cookie, and loads nothing from anybody else', () => {
    for (const [address, { headers, html }] of pages) {
      if (!html.includes('<main id="content">')) continue;
      const policy = headers.get('Content-Security-Policy')!;
      expect([address, policy.startsWith("default-src 'none'"), policy.includes('unsafe')]).toEqual([
        address,
        true,
        false,
      ]);
      expect([
        headers.get('Referrer-Policy'),
        headers.get('Cross-Origin-Opener-Policy'),
        headers.get('X-Content-Type-Options'),
        headers.get('Set-Cookie'),
      ]).toEqual(['no-referrer', 'same-origin', 'nosniff', null]);
      expect(headers.get('Strict-Transport-Security')).toContain('max-age=31536000');
      expect(headers.get('Permissions-Policy')).toContain('geolocation=()');
      const loaded = [
        ...html.matchAll(
          /<(?:script|img|iframe|source)[^>]* src="([^"]+)"|<link rel="(?:stylesheet|icon|preload|manifest|apple-touch-icon)" href="([^"]+)"/g,
        ),
      ];
      expect(
        loaded.map(([, src, href]) => new URL((src ?? href)!, address).origin).filter((each) => each !== stack.origin),
      ).toEqual([]);
    }
  });

  it('says of every page one title, one description and one first heading', () => {
    for (const [address, { html }] of pages) {
      if (!html.includes('<main id="content">')) continue;
      const count = (pattern: RegExp) => [...html.matchAll(pattern)].length;
      const counts = [
        count(/<title>[^<]+<\/title>/g),
        count(/<meta name="description" content="[^"]+"/g),
        count(/<h1[ >]/g),
      ];
      expect([address, ...counts]).toEqual([address, 1, 1, 1]);
    }
  });

  it('tells schema.org only what can be read as JSON', () => {
    const types = new Set<string>();
    for (const { html } of pages.values()) {
      for (const [, json] of html.matchAll(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/g))
        types.add((JSON.parse(json!) as { '@type': string })['@type']);
    }
    expect([...types].toSorted()).toEqual(['FAQPage', 'NewsArticle', 'Organization', 'WebPage']);
  });
});
