import lighthouse from 'lighthouse';
import { findFreePort } from '../../worker/cli/child.ts';
import { launchChromium } from '../support/browser.ts';
import { startCampaign } from '../support/private-stack.ts';
import { compare, report, serveWorker } from './serve.ts';

const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
const paths = ['', '/faq', '/news', '/news/kaiser-strike', '/join', '/flyer'];
const pages = [
  ...paths.map((path) => `/en${path || '/'}`),
  ...['/privacy', '/terms', '/chapters'].map((path) => `/en${path}`),
  ...paths.map((path) => `/es/chapters/oregon${path}`),
];

/** What pages cost the server, a phone, and how Lighthouse finds them. */
export async function benchPages(): Promise<void> {
  const stack = await startCampaign();
  const url = `${stack.origin}/es/chapters/oregon`;
  const bytes = (await (await fetch(url)).arrayBuffer()).byteLength;
  const other = await serveWorker('constant', { define: { BODY_BYTES: `"${bytes}"` } });
  const headers = { 'Accept-Encoding': 'identity' };
  const { ratio, note } = await compare({ url, headers }, { url: `${other.origin}/`, headers });
  report('the Oregon page, to a handler that returns a string of its size', ratio, { must: 0.6, aim: 0.9 }, note);
  await other.stop();
  await measureTransfer(`${stack.origin}/en/`);
  await measureLighthouse(stack.origin);
  await stack.stop();
}

/** Bytes over the wire until the page, with all widgets on it, is at rest; nobody touched it. */
async function measureTransfer(url: string): Promise<void> {
  const browser = await launchChromium();
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.goto(url, { waitUntil: 'networkidle' });
  await browser.close();
  report('home page before anybody touches it, kB over the wire', bytes / 1000, { must: 60, aim: 35, atMost: true });
}

/** The lowest of three runs' medians over all pages, by category, on Lighthouse's phone. */
async function measureLighthouse(origin: string): Promise<void> {
  const port = await findFreePort();
  const browser = await launchChromium([`--remote-debugging-port=${port}`]);
  const lowest = new Map<string, { score: number; path: string }>();
  for (const path of pages) {
    const result = await lighthouse(origin + path, {
      port,
      output: 'json',
      logLevel: 'error',
      onlyCategories: [...categories],
    });
    for (const category of categories) {
      const score = Math.round(result!.lhr.categories[category]!.score! * 100);
      if (score < (lowest.get(category)?.score ?? 101)) lowest.set(category, { score, path });
      const failed = Object.values(result!.lhr.audits).filter((audit) => audit.score !== null && audit.score < 0.9);
      if (score < 100) console.log(`        ${path} ${category} ${score}: ${failed.map(({ id }) => id).join(', ')}`);
    }
  }
  for (const [category, { score, path }] of lowest)
    report(
      `Lighthouse, ${category}, the lowest of ${pages.length} pages`,
      score,
      { must: category === 'performance' ? 95 : 100, aim: 100 },
      path,
    );
  await browser.close();
}
