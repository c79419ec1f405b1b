import { describe, expect, inject, it } from 'vitest';

const api = inject('origin');
const ask = (url: string, more: Record<string, string> = {}) =>
  fetch(`${api}/oembed?${new URLSearchParams({ url, ...more })}`);

interface Answer {
  version: string;
  type: string;
  width: number;
  height: number;
  html: string;
}

describe('oEmbed', () => {
  it.each([
    ['/embed/frame/faq-list?chapter=oregon&locale=es', '/embed/frame/faq-list?chapter=oregon&amp;locale=es'],
    ['/es/chapters/oregon', '/embed/frame/chapter?chapter=oregon&amp;locale=es'],
    ['/en/join', '/embed/frame/join-form?locale=en'],
    ['/es/chapters/oregon/join', '/embed/frame/join-form?chapter=oregon&amp;locale=es'],
  ])('stands for %s by a frame', async (path, src) => {
    const response = await ask(api + path);
    expect(response.headers.get('Content-Type')).toBe('application/json; charset=utf-8');
    const { html, ...rest } = (await response.json()) as Answer;
    expect(rest).toMatchObject({ version: '1.0', type: 'rich', width: 720, height: expect.any(Number) });
    expect(html).toContain(`<iframe src="${api}${src}"`);
    expect(html).toContain('sandbox="allow-scripts allow-forms allow-popups"');
  });

  it('keeps to the size that is asked for', async () => {
    const answer = (await (await ask(`${api}/en/join`, { maxwidth: '300', maxheight: '200' })).json()) as Answer;
    expect([answer.width, answer.height]).toEqual([300, 200]);
    expect(answer.html).toContain('width="300" height="200"');
  });

  it('answers in XML, and says what it does not know', async () => {
    const xml = await ask(`${api}/en/join`, { format: 'xml' });
    expect(xml.headers.get('Content-Type')).toBe('text/xml; charset=utf-8');
    expect(await xml.text()).toContain('<html>&lt;iframe src="');
    expect((await ask(`${api}/en/join`, { format: 'yaml' })).status).toBe(501);
    for (const url of [
      '',
      'nonsense',
      `${api}/v1/faqs`,
      'https://elsewhere.example/en/join',
      `${api}/embed/frame/nothing`,
    ])
      expect([url, (await ask(url)).status]).toEqual([url, 404]);
  });

  it('is found from the pages and frames that it stands for', async () => {
    for (const path of ['/es/chapters/oregon', '/es/chapters/oregon/join', '/embed/frame/faq-list?chapter=oregon']) {
      const html = await (await fetch(api + path)).text();
      const links = [...html.matchAll(/<link rel="alternate" type="([^"]+oembed)" href="([^"]+)"/g)];
      expect(links.map(([, type]) => type)).toEqual(['application/json+oembed', 'text/xml+oembed']);
      for (const [, , href] of links) expect((await fetch(href!.replaceAll('&amp;', '&'))).status).toBe(200);
    }
  });
});
