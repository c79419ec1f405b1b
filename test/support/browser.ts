import { existsSync } from 'node:fs';
import sparticuz from '@sparticuz/chromium';
import { chromium, type Browser } from 'playwright-core';

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Unpacks the Chromium that came from npm, where there is one. Two that do it at once find each other's half of it. */
export function unpackChromium(): Promise<string | null> {
  return sparticuz.executablePath().catch(() => null);
}

/**
 * Starts a real Chromium: the one of `CHROMIUM_PATH`, else the one that came from npm, else one of this machine.
 * @throws with one line that says what to do where there is none.
 */
export async function launchChromium(more: readonly string[] = []): Promise<Browser> {
  const own = process.env['CHROMIUM_PATH'];
  const fromNpm = await unpackChromium();
  let reason = '';
  const candidates = own === undefined ? [fromNpm, ...installed] : [own];
  for (const executablePath of candidates) {
    if (executablePath === null || !existsSync(executablePath)) continue;
    const args = [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ];
    const browser = await chromium.launch({ executablePath, args }).catch((error: Error) => error);
    if (!(browser instanceof Error)) return browser;
    reason = ` The last one said: ${browser.message.split('\n')[0]}`;
  }
  throw new Error(
    `No Chromium could be started: install one (Debian: apt-get install chromium) or set CHROMIUM_PATH.${reason}`,
  );
}
