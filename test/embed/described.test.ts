import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchChromium } from '../support/browser.ts';

const api = inject('origin');
const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

interface Declaration {
  tagName: string;
  description: string;
  attributes: { name: string; description: string }[];
  events: { name: string; description: string }[];
}
const manifest = async () => {
  const answer = await fetch(`${api}/embed/v1/custom-elements.json`);
  const { modules } = (await answer.json()) as { modules: { declarations: Declaration[] }[] };
  return modules.flatMap(({ declarations }) => declarations);
};

describe('what the elements say of themselves', () => {
  it('names every element that there is, and attributes that it heeds', async () => {
    const files = (await (await fetch(`${api}/embed/v1/manifest.json`)).json()) as Record<string, unknown>;
    const declared = await manifest();
    const names = declared.map(({ tagName }) => tagName.slice('uwh-'.length));
    expect(names.toSorted()).toEqual(Object.keys(files).filter((name) => name !== 'all'));
    const browser = await launchChromium();
    const page = await browser.newPage();
    await page.goto(`${api}/embed/frame/chapter`);
    await page.evaluate(`import("${api}/embed/v1/all.js")`);
    for (const { tagName, attributes, description } of declared) {
      const heeded = await page.evaluate((name) => {
        const element = customElements.get(name) as unknown as {
          observedAttributes: string[];
          styles: CSSStyleSheet[];
        };
        const rules = element.styles.flatMap((sheet) => [...sheet.cssRules].map(({ cssText }) => cssText)).join('');
        return { observed: element.observedAttributes, rules };
      }, tagName);
      for (const { name } of attributes)
        expect([tagName, name, heeded.observed.includes(name) || heeded.rules.includes(`[${name}]`)]).toEqual([
          tagName,
          name,
          true,
        ]);
      expect([description, ...attributes.map((each) => each.description)]).not.toContain('');
    }
    await browser.close();
  });

  it('has a page of documentation for each, with all of it and an example that can be seen', async () => {
    for (const { tagName, attributes, events } of await manifest()) {
      const html = await (await fetch(`${api}/embed/docs/${tagName.slice('uwh-'.length)}`)).text();
      for (const { name } of [...attributes, ...events])
        expect([tagName, html.includes(`<code>${name}</code>`)]).toEqual([tagName, true]);
      const [, example] = /<iframe src="([^"]+)"/.exec(html)!;
      expect((await fetch(example!.replaceAll('&amp;', '&'))).status).toBe(200);
    }
    expect((await fetch(`${api}/embed/docs/nothing`)).status).toBe(404);
  });

  it('carries the license of what is not its own', async () => {
    expect(await (await fetch(`${api}/embed/v1/licenses.txt`)).text()).toMatch(/BSD 3-Clause[\s\S]*Google LLC/);
  });
});

describe('the types', () => {
  let folder: string;
  beforeAll(async () => {
    // Beside node_modules, where the types of React and Vue are found.
    folder = await mkdtemp(join(root, 'dist/types-'));
    for (const name of ['elements', 'react', 'vue']) {
      const text = await (await fetch(`${api}/embed/v1/types/${name}.d.ts`)).text();
      await writeFile(join(folder, `${name}.d.ts`), text);
    }
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** What tsc says of a file that uses them. */
  async function compile(name: string, source: string): Promise<string> {
    await writeFile(join(folder, name), source);
    const options = {
      strict: true,
      noEmit: true,
      jsx: 'react-jsx',
      jsxImportSource: 'react',
      module: 'esnext',
      moduleResolution: 'bundler',
      target: 'es2022',
      types: [],
      allowImportingTsExtensions: true,
    };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: [name] }));
    const { stdout } = await run('tsc', ['-p', folder]).catch((error: { stdout: string }) => error);
    return stdout;
  }

  it('know each element and its events in TypeScript', async () => {
    const right = `import './elements.d.ts';
      const form = document.querySelector('uwh-join-form')!;
      form.chapter = 'oregon';
      document.addEventListener('uwh-joined', (event) => { const detail: null = event.detail; void detail; });`;
    expect(await compile('right.ts', right)).toBe('');
    expect(await compile('wrong.ts', right.replace('form.chapter', 'form.chaptr'))).toContain(
      "'chaptr' does not exist",
    );
  });

  it('know each element in React', async () => {
    const right = `import './react.d.ts';
      export const page = <uwh-pledge-counter pledge="one" locale="es" className="wide">Pledge</uwh-pledge-counter>;`;
    expect(await compile('right.tsx', right)).toBe('');
    expect(await compile('wrong.tsx', right.replace('pledge="one"', 'pledge={1}'))).toContain(
      "'number' is not assignable",
    );
  });

  it('know each element in Vue', async () => {
    const right = `import './vue.d.ts';
      import { h, type GlobalComponents } from 'vue';
      export type Props = InstanceType<GlobalComponents['uwh-faq-list']>['$props'];
      export const props: Props = { chapter: 'oregon' };
      void h;`;
    expect(await compile('right-vue.ts', right)).toBe('');
    expect(await compile('wrong-vue.ts', right.replace("chapter: 'oregon'", 'chapter: 1'))).toContain(
      "'number' is not assignable",
    );
  });
});
