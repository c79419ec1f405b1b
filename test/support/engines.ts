import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { launch } from 'puppeteer-core';
import { Builder, By, type WebElement } from 'selenium-webdriver';
import { findFreePort } from '../../worker/cli/child.ts';

/** As much of a browser as a person needs who reads, joins or pledges. */
interface Engine {
  open: (url: string) => Promise<void>;
  /** Types into a field in an element's shadow root. */
  fill: (host: string, selector: string, text: string) => Promise<void>;
  click: (host: string, selector: string) => Promise<void>;
  /** The texts of what is shown in an element's shadow root. */
  texts: (host: string, selector: string) => Promise<string[]>;
  close: () => Promise<void>;
}

const firefox = '/usr/bin/firefox-esr';
const miniBrowser = `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/webkit2gtk-4.1/MiniBrowser`;
const needed = { firefox: [firefox], webkit: [miniBrowser, '/usr/bin/WebKitWebDriver', '/usr/bin/xvfb-run'] };

/** Whether a Debian package brought all that a browser needs. */
export function isInstalled(name: keyof typeof needed): boolean {
  return needed[name].every((path) => existsSync(path));
}

async function startFirefox(): Promise<Engine> {
  const browser = await launch({ browser: 'firefox', executablePath: firefox, headless: true });
  const page = await browser.newPage();
  const find = async (host: string, selector: string) => {
    const element = await page.waitForSelector(`${host} >>> ${selector}`, { timeout: 20_000 });
    return element!;
  };
  return {
    open: async (url) => {
      await page.goto(url);
    },
    fill: async (host, selector, text) => (await find(host, selector)).type(text),
    click: async (host, selector) => (await find(host, selector)).click(),
    texts: (host, selector) =>
      page.$$eval(`${host} >>> ${selector}`, (all) => all.map((each) => (each as HTMLElement).innerText)),
    close: () => browser.close(),
  };
}

async function startWebKit(): Promise<Engine> {
  const port = await findFreePort();
  const server = spawn('xvfb-run', ['-a', 'WebKitWebDriver', `--port=${port}`, '--host=127.0.0.1'], {
    env: { ...process.env, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', LIBGL_ALWAYS_SOFTWARE: '1' },
    stdio: 'ignore',
    detached: true,
  });
  await listening(port);
  const driver = await new Builder()
    .usingServer(`http://127.0.0.1:${port}`)
    .withCapabilities({
      browserName: 'MiniBrowser',
      'webkitgtk:browserOptions': { binary: miniBrowser, args: ['--automation'] },
    })
    .build();
  const all = async (host: string, selector: string): Promise<WebElement[]> => {
    const root = await (await driver.findElement(By.css(host))).getShadowRoot();
    return root.findElements(By.css(selector));
  };
  const find = (host: string, selector: string) =>
    driver.wait(async () => (await all(host, selector).catch(() => []))[0] ?? false, 20_000) as Promise<WebElement>;
  return {
    open: (url) => driver.get(url),
    fill: async (host, selector, text) => (await find(host, selector)).sendKeys(text),
    click: async (host, selector) => (await find(host, selector)).click(),
    texts: async (host, selector) => Promise.all((await all(host, selector)).map((each) => each.getText())),
    close: async () => {
      await driver.quit();
      stopGroup(server);
    },
  };
}

async function listening(port: number): Promise<void> {
  for (let times = 0; times < 100; times++) {
    const isThere = await fetch(`http://127.0.0.1:${port}/status`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isThere) return;
    await setTimeout(100);
  }
  throw new Error('WebKitWebDriver did not start');
}

/** Ends what was started, with the display that it brought. */
function stopGroup({ pid }: ChildProcess): void {
  process.kill(-pid!, 'SIGTERM');
}

export const engines = { firefox: startFirefox, webkit: startWebKit };
