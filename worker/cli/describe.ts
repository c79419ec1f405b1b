import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { promisify } from 'node:util';

interface Described {
  name?: string;
  description?: string;
  type?: { text: string };
}

interface Declaration extends Described {
  tagName?: string | undefined;
  attributes?: Described[];
  events?: Described[];
  slots?: Described[];
  cssParts?: Described[];
  cssProperties?: Described[];
}

/** As much of a custom elements manifest as is used here. */
interface Manifest {
  modules: { path: string; declarations?: Declaration[] }[];
}

const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

/**
 * Describes the elements for tools and people, from what their sources say: `custom-elements.json`, types for
 * TypeScript, React and Vue, and the licenses of what the files carry.
 */
export async function describeElements(outdir: string): Promise<void> {
  const manifest = await analyze();
  const elements = manifest.modules.flatMap(({ declarations }) => declarations ?? []);
  await mkdir(resolve(outdir, 'types'), { recursive: true });
  const write = (name: string, text: string) => writeFile(resolve(outdir, name), text);
  await write('custom-elements.json', JSON.stringify(manifest));
  await write('types/elements.d.ts', typesOf(elements));
  await write('types/react.d.ts', reactTypes);
  await write('types/vue.d.ts', vueTypes);
  await copyFile(resolve(root, 'node_modules/lit-html/LICENSE'), resolve(outdir, 'licenses.txt'));
}

async function analyze(): Promise<Manifest> {
  const analyzer = resolve(root, 'node_modules/@custom-elements-manifest/analyzer/cem.js');
  const folder = resolve(root, 'dist/manifest');
  await run(
    process.execPath,
    [analyzer, 'analyze', '--globs', 'widgets/!(desk)/*.ts', '--outdir', relative(root, folder), '--quiet'],
    { cwd: root },
  );
  const manifest = JSON.parse(await readFile(resolve(folder, 'custom-elements.json'), 'utf8')) as Manifest;
  await rm(folder, { recursive: true });
  return { ...manifest, modules: manifest.modules.map(publicOf).filter(({ declarations }) => declarations.length > 0) };
}

/** What of a module is there for hosts: its element, by what its own comment says. */
function publicOf({ declarations = [], ...rest }: Manifest['modules'][number]): Required<Manifest['modules'][number]> {
  const said = (all: Described[] = []) => all.filter(({ name, description }) => name !== undefined && description);
  const elements = declarations.filter(({ tagName }) => tagName !== undefined);
  return {
    ...rest,
    declarations: elements.map(({ attributes, events, slots, cssParts, cssProperties, ...declaration }) => ({
      ...withoutMembers(declaration),
      attributes: said(attributes),
      events: said(events),
      slots: said(slots),
      cssParts: said(cssParts),
      cssProperties: said(cssProperties),
    })),
  };
}

/** Fields and methods are for the element itself; its attributes have properties of the same names. */
function withoutMembers(declaration: Declaration & { members?: unknown }): Declaration {
  const { members: _members, ...rest } = declaration;
  return rest;
}

function comment({ description }: Described): string {
  return `/** ${description?.replaceAll('*/', '') ?? ''} */`;
}

function typesOf(elements: readonly Declaration[]): string {
  const classes = elements.map((element) => {
    const attributes = element.attributes!.map((each) => `  ${comment(each)}\n  ${each.name}: string | null;`);
    const properties = element.attributes!.map(
      (each) => `  ${comment(each)}\n  ${each.name}?: ${attributeTypes[each.type!.text] ?? 'string'};`,
    );
    return `${comment(element)}
export interface ${element.name} extends HTMLElement {
${attributes.join('\n')}
  /** Resolves when what was asked for so far is shown. */
  updateComplete: Promise<void> | undefined;
}

/** What can be set on \`<${element.tagName}>\`. */
export interface ${element.name}Attributes {
${properties.join('\n')}
}
`;
  });
  const rows = (suffix: string) => elements.map(({ name, tagName }) => `  '${tagName}': ${name}${suffix};`).join('\n');
  const events = new Map(elements.flatMap((element) => element.events!.map((event) => [event.name, event])));
  return `${classes.join('\n')}
/** The attributes of each element, by its tag. */
export interface ElementAttributes {
${rows('Attributes')}
}

declare global {
  interface HTMLElementTagNameMap {
${rows('').replaceAll(/^/gm, '  ')}
  }
  interface DocumentEventMap {
${[...events.values()].map((event) => `    ${comment(event)}\n    '${event.name}': CustomEvent<null>;`).join('\n')}
  }
}
`;
}

const attributeTypes: Record<string, string> = { number: 'number | string', boolean: "boolean | ''" };

const reactTypes = `import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { ElementAttributes } from './elements.d.ts';

type Elements = {
  [Tag in keyof ElementAttributes]: DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement> & ElementAttributes[Tag];
};

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends Elements {}
  }
}
`;

const vueTypes = `import type { DefineComponent } from 'vue';
import type { ElementAttributes } from './elements.d.ts';

type Elements = { [Tag in keyof ElementAttributes]: DefineComponent<ElementAttributes[Tag]> };

declare module 'vue' {
  interface GlobalComponents extends Elements {}
}
`;
