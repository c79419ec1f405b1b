import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { partnerPolicy } from '../../worker/cli/partner.ts';
import { launchChromium } from './browser.ts';
import { visit, type Visit } from './visit.ts';

interface Page {
  lang?: string;
  /** Directives beside the strictest policy that an embedding page can have. */
  more?: string;
  /** Files of elements, by name. */
  scripts?: readonly string[];
  /** Markup of the head. */
  head?: string;
}

export interface Host {
  browser: Browser;
  origin: string;
  /**
   * Serves this whole page, with the strictest policy and more, and says where. Scripts and styles of the host's own
   * are served by their paths, and allowed.
   */
  serve: (html: string, more?: string, files?: Record<string, string>) => string;
  /** Serves this whole page under this policy alone, and says where. */
  serveUnder: (html: string, policy: string) => string;
  /** Opens a page with these elements and scripts. */
  embed: (body: string, page?: Page, options?: Parameters<Browser['newContext']>[0]) => Promise<Visit>;
  stop: () => Promise<void>;
}

/** A site of another origin than the API, whose one page embeds elements, and a Chromium to look at it. */
export async function startHost(api: string): Promise<Host> {
  const browser = await launchChromium();
  let served: { html: string; policy: string; files: Record<string, string> } = { html: '', policy: '', files: {} };
  const server = createServer(({ url = '/' }, response) => {
    const file = served.files[url];
    const type = file === undefined ? 'html' : url.endsWith('.css') ? 'css' : 'javascript';
    response.setHeader('Content-Type', `text/${type}; charset=utf-8`);
    response.setHeader('Content-Security-Policy', served.policy);
    response.end(file ?? served.html);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const serve = (html: string, more = '', files: Record<string, string> = {}) => {
    const own = Object.keys(files).some((path) => path.endsWith('.js'));
    const policy = partnerPolicy(api).replace('script-src', own ? "script-src 'self'" : 'script-src');
    served = { html, policy: policy + more, files };
    return origin;
  };
  return {
    browser,
    origin,
    serve,
    serveUnder: (html, policy) => {
      served = { html, policy, files: {} };
      return origin;
    },
    embed: (body, { lang = 'en', more = '', scripts = ['all'], head = '' } = {}, options = {}) => {
      const tags = scripts.map((name) => `<script type="module" src="${api}/embed/v1/${name}.js"></script>`);
      const html = `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>A host</title><meta name="color-scheme" content="light dark">${head}${tags.join('')}</head><body><main><h1>A host</h1>${body}</main></body></html>`;
      return visit(browser, serve(html, more), options);
    },
    stop: async () => {
      await browser.close();
      server.close();
    },
  };
}

/** What the builder gives for a page, for its style sheet, and as a frame. */
export async function snippetsOf(
  api: string,
  choice: Record<string, string>,
): Promise<[html: string, css: string, frame: string]> {
  const page = await (await fetch(`${api}/embed/builder?${new URLSearchParams({ locale: 'en', ...choice })}`)).text();
  const codes = [...page.matchAll(/<pre[^>]*><code>([\s\S]*?)<\/code>/g)].map(([, code]) =>
    code!.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
  );
  return [codes[0]!, codes[1]!, codes[2]!];
}
