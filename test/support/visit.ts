import type { Browser, Page } from 'playwright-core';

export interface Visit {
  page: Page;
  /** What the console, the page or its policy complained of. */
  complaints: string[];
  /** Origins that were asked for anything. */
  origins: Set<string>;
}

/** Opens a page and notes whatever goes wrong on it. */
export async function visit(
  browser: Browser,
  url: string,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Visit> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [];
  const origins = new Set<string>();
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => origins.add(new URL(request.url()).origin));
  await page.goto(url);
  return { page, complaints, origins };
}

/** Presses Tab until the focus is on an element with this accessible name. */
export async function tabTo(page: Page, name: string): Promise<void> {
  const names: string[] = [];
  for (let times = 0; times < 80; times++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      const labels = (element as HTMLInputElement | null)?.labels;
      return (labels?.[0] ?? element)?.textContent?.replaceAll(/\s+/g, ' ').trim() ?? '';
    });
    if (focused.startsWith(name)) return;
    names.push(focused.slice(0, 40));
  }
  throw new Error(`Tab never came to "${name}": ${names.join(' | ')}`);
}
