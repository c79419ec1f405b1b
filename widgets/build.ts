import { createHash } from 'node:crypto';
import { copyFile, cp, glob, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import * as esbuild from 'esbuild';

const folder = import.meta.dirname;
const released = resolve(folder, 'released');
/** Scripts of pages of ours: what stands in frames, and what helps to choose. */
const ownPages = ['frame', 'builder', 'private-link'];
/** The organizers' desk, which no other site gets. */
const desk = resolve(folder, 'desk');
const target = 'es2022';
const compress = promisify(brotliCompress);

/** A built file, as snippets and byte budgets need it. */
export interface BuiltWidget {
  /** The file that never changes. */
  file: string;
  /** The first twelve digits of its SHA-256. */
  hash: string;
  /** For the `integrity` attribute of a script. */
  integrity: string;
  bytes: number;
  brotli: number;
}

/**
 * Makes templates small. A line break in a template with its indentation is for readers of the source and is never
 * meant as a space: where a space is meant, it stands within a line.
 */
const templates: esbuild.Plugin = {
  name: 'templates',
  setup(build) {
    build.onLoad({ filter: /widgets\/.*\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      // Once whitespace is minified, the only line breaks left are in templates.
      const { code } = await esbuild.transform(source, {
        loader: 'ts',
        minifyWhitespace: true,
        charset: 'utf8',
        target,
      });
      const styles = code.match(/(?<=\bcss`)[^`]*(?=`)/g) ?? [];
      let contents = code;
      for (const style of styles) {
        const { code: small } = await esbuild.transform(style, { loader: 'css', minify: true, charset: 'utf8' });
        contents = contents.replace(style, () => small.trim());
      }
      return { contents: contents.replace(/(?<=>)\s*\n\s*|\s*\n\s*(?=[<>])/g, '').replace(/\s*\n\s*/g, ' ') };
    });
  },
};

/** What stands otherwise in our Lit: what there is, and what comes instead. */
const changes: readonly [RegExp, string][] = [
  // Lit makes a policy for trusted types when it is loaded, and a page allows each name once: the files of two elements
  // would be one too many, and so would a host's own Lit. All of ours share one, under a name of its own.
  [/(\w+\.createPolicy\()"lit-html",/, 'globalThis[Symbol.for("uwh.v1.policy")]??=$1"uwh",'],
  // Nobody here writes MathML, needs a polyfill or counts Lits.
  [/(\w+=)(\w+\(3\),)/, '$1/* @__PURE__ */$2'],
  [/,(\w+)=\w+\.litHtmlPolyfillSupport;\1\?\.\(\w+,\w+\),\([^;]+\)\.push\("[\d.]+"\);/, ';'],
];

const ourLit: esbuild.Plugin = {
  name: 'our-lit',
  setup(build) {
    build.onLoad({ filter: /\/lit-html\.js$/ }, async ({ path }) => {
      let contents = await readFile(path, 'utf8');
      for (const [there, instead] of changes) {
        if (!there.test(contents)) throw new Error(`Lit is written in another way now: ${String(there)}`);
        contents = contents.replace(there, instead);
      }
      return { contents };
    });
  },
};

/** Names this state of the elements' sources: the first twelve digits of their SHA-256. */
async function versionOfSources(): Promise<string> {
  const hash = createHash('sha256');
  const paths: string[] = [];
  for await (const path of glob('**/*.ts', {
    cwd: folder,
    exclude: ['build.ts', 'desk/**', ...ownPages.map((name) => `${name}/**`)],
  }))
    paths.push(path);
  for (const path of paths.toSorted()) hash.update(await readFile(resolve(folder, path)));
  return hash.digest('hex').slice(0, 12);
}

async function bundle(entry: string, minify: boolean, values: Record<string, string>): Promise<Uint8Array> {
  const { outputFiles } = await esbuild.build({
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    target,
    minify,
    define: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)])),
    plugins: [ourLit, ...(minify ? [templates] : [])],
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    write: false,
  });
  return outputFiles[0]!.contents;
}

async function describe(name: string, code: Uint8Array): Promise<BuiltWidget> {
  const hash = createHash('sha256').update(code).digest('hex').slice(0, 12);
  return {
    file: `${name}.${hash}.js`,
    hash,
    integrity: `sha384-${createHash('sha384').update(code).digest('base64')}`,
    bytes: code.length,
    brotli: (await compress(code)).length,
  };
}

/**
 * Each element's file and the one of all, with a manifest of them, and what they load once somebody types. Answers the
 * manifest.
 */
export async function buildWidgets({
  outdir,
  minify = true,
}: {
  outdir: string;
  minify?: boolean;
}): Promise<Record<string, BuiltWidget>> {
  const entries = [resolve(folder, 'all.ts')];
  for await (const path of glob('*/define.ts', { cwd: folder, exclude: ['shared/**'] }))
    entries.push(resolve(folder, path));
  const manifest: Record<string, BuiltWidget> = {};
  const version = await versionOfSources();
  await mkdir(outdir, { recursive: true });
  // What elements load when it is needed: a file of its own beside theirs, which they know by its digest.
  const delivery = await bundle(resolve(folder, 'shared/delivery.ts'), minify, {});
  const { file } = await describe('delivery', delivery);
  const digest = createHash('sha256').update(delivery).digest('base64');
  await writeFile(resolve(outdir, file), delivery);
  const values = { VERSION: version, DELIVERY: file, DIGEST: `sha256-${digest}` };
  for (const entry of entries.toSorted()) {
    const name = basename(entry) === 'define.ts' ? basename(dirname(entry)) : 'all';
    const code = await bundle(entry, minify, values);
    manifest[name] = await describe(name, code);
    await writeFile(resolve(outdir, `${name}.js`), code);
    await writeFile(resolve(outdir, manifest[name].file), code);
  }
  for (const name of ownPages) {
    await writeFile(resolve(outdir, `${name}.js`), await bundle(resolve(folder, name, `${name}.ts`), minify, {}));
  }
  // Somebody may have pinned a file that was released: its bytes are kept, and go along with every deployment.
  await cp(released, outdir, { recursive: true });
  await writeFile(resolve(outdir, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/** The desk: what it begins with, and each screen in a file of its own that is loaded when somebody goes there. */
export async function buildDesk(outdir: string): Promise<void> {
  // Chunks are named by their digests, and nobody pins those of earlier builds.
  await rm(outdir, { recursive: true, force: true });
  await esbuild.build({
    // Forms look for the field of a picture by the name of its element.
    entryPoints: [
      { in: resolve(desk, 'desk.ts'), out: 'desk' },
      { in: resolve(desk, 'desk.css'), out: 'desk' },
      { in: resolve(desk, 'pictures/picture.ts'), out: 'picture' },
    ],
    outdir,
    bundle: true,
    splitting: true,
    chunkNames: '[name]-[hash]',
    format: 'esm',
    target,
    minify: true,
    plugins: [ourLit, templates],
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
  });
  await buildExportPage(resolve(outdir, 'export.html'));
}

/** The page that opens sealed exports, whole in one file: no network is there for it, and its policy allows none. */
async function buildExportPage(file: string): Promise<void> {
  const entries = ['export.ts', 'export.css'].map((name) =>
    esbuild.build({
      entryPoints: [resolve(desk, 'export', name)],
      bundle: true,
      format: 'iife',
      target,
      minify: true,
      plugins: [ourLit, templates],
      charset: 'utf8',
      legalComments: 'none',
      logLevel: 'warning',
      write: false,
    }),
  );
  const [script, style] = (await Promise.all(entries)).map(({ outputFiles }) => outputFiles[0]!.text.trim());
  const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const policy = `default-src 'none'; script-src ${hashOf(script!)}; style-src ${hashOf(style!)}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types uwh`;
  const page = await readFile(resolve(desk, 'export/export.html'), 'utf8');
  const parts: Record<string, string> = {
    POLICY: policy,
    '<!--STYLE-->': `<style>${style}</style>`,
    '<!--SCRIPT-->': `<script>${script}</script>`,
  };
  await writeFile(
    file,
    page.replace(/POLICY|<!--[A-Z]+-->/g, (name) => parts[name]!),
  );
}

/** Keeps the hashed files of this state for good, beside those of earlier releases. */
async function release(): Promise<void> {
  const outdir = await mkdtemp(join(tmpdir(), 'uwh-widgets-'));
  await buildWidgets({ outdir });
  for await (const file of glob('*.*.js', { cwd: outdir }))
    await copyFile(resolve(outdir, file), resolve(released, file));
  await rm(outdir, { recursive: true });
}

if (process.argv[1] === import.meta.filename) {
  if (process.argv[2] === '--release') await release();
  else {
    await buildWidgets({ outdir: resolve(folder, '../dist/assets/embed/v1') });
    await buildDesk(resolve(folder, '../dist/assets/desk'));
  }
}
