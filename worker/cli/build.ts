import { execFile } from 'node:child_process';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { unstable_readConfig } from 'wrangler';
import { sealingKeyVariables } from '../sealing-keys.ts';
import { compressFiles } from './compress.ts';
import { UserError } from './command.ts';
import { describeElements } from './describe.ts';
import { drawPictures } from './pictures.ts';

const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

/** What the build left, for whoever serves it. */
export const built = {
  assets: resolve(root, 'dist/assets'),
  workerd: resolve(root, 'dist/worker/workerd.capnp'),
};

/** Builds what the Worker serves as files: the widgets, and Scalar for the API reference. */
async function buildAssets(): Promise<void> {
  await run(process.execPath, [resolve(root, 'widgets/build.ts')], { cwd: root });
  await describeElements(resolve(built.assets, 'embed/v1'));
  await mkdir(resolve(built.assets, 'docs'), { recursive: true });
  const scalar = createRequire(import.meta.url).resolve('@scalar/api-reference');
  await copyFile(resolve(scalar, '../browser/standalone.js'), resolve(built.assets, 'docs/scalar.js'));
  await mkdir(resolve(built.assets, 'fonts'), { recursive: true });
  const fraunces = createRequire(import.meta.url).resolve('@fontsource/fraunces/files/fraunces-latin-600-normal.woff2');
  await copyFile(fraunces, resolve(built.assets, 'fonts/fraunces-600.woff2'));
  await drawPictures(resolve(built.assets, 'pictures'), resolve(root, 'content'));
  await compressFiles(built.assets);
}

/** Builds exactly what a deployment would, assets included, and describes it to plain workerd. */
export async function build(): Promise<void> {
  const outdir = resolve(root, 'dist/worker');
  const wrangler = resolve(root, 'node_modules/wrangler/bin/wrangler.js');
  await mkdir(built.assets, { recursive: true });
  // What a deployment carried along is of its own database.
  await rm(resolve(built.assets, 'release'), { recursive: true, force: true });
  await run(process.execPath, [wrangler, 'deploy', '--dry-run', '--minify', '--outdir', outdir], {
    cwd: root,
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false' },
  }).catch((error: { stderr?: string }) => {
    throw new UserError(`The Worker can't be bundled:\n${error.stderr ?? 'wrangler does not run'}`);
  });
  await writeFile(built.workerd, toCapnp());
}

// What workerd takes for public, and is not: IPv6 that stands for an IPv4 address (mapped, NAT64, Teredo, 6to4), and
// what is set aside for protocols, tests, groups and later.
const notPublic =
  '::/96 64:ff9b::/96 64:ff9b:1::/48 2001::/32 2002::/16 ff00::/8 192.0.0.0/24 198.18.0.0/15 224.0.0.0/4 240.0.0.0/4'.split(
    ' ',
  );

/** The configuration of plain workerd that stands for `wrangler.toml`. Values come from the environment. */
function toCapnp(): string {
  const config = unstable_readConfig({ config: resolve(root, 'wrangler.toml') }, { hideWarnings: true });
  const names = new Set([...Object.keys(config.vars), ...(config.secrets?.required ?? []), ...sealingKeyVariables]);
  const variables = Array.from(names, (name) => `(name = "${name}", fromEnvironment = "${name}")`);
  const assets =
    config.assets?.binding === undefined ? [] : [`(name = "${config.assets.binding}", service = "assets")`];
  // Wrangler’s types leave this open.
  const objects = config.durable_objects.bindings as { name: string; class_name: string }[];
  const namespaces = objects.map(
    ({ class_name: className }) => `(className = "${className}", uniqueKey = "${className}", enableSql = true)`,
  );
  const objectBindings = objects.map(
    ({ name, class_name: className }) => `(name = "${name}", durableObjectNamespace = "${className}")`,
  );
  return `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "worker", worker = .worker),
    (name = "internet", network = (allow = ["public", "private", "local"], tlsOptions = (trustBrowserCas = true))),
    (name = "egress", network = (
      allow = ["public"],
      deny = ${JSON.stringify(notPublic)},
      tlsOptions = (trustBrowserCas = true),
    )),
    (name = "assets", disk = (writable = false)),
    (name = "objects", disk = (writable = true)),
  ],
  sockets = [(name = "http", address = "127.0.0.1:8787", http = (), service = "worker")],
);

const worker :Workerd.Worker = (
  modules = [(name = "index.js", esModule = embed "index.js")],
  compatibilityDate = "${config.compatibility_date}",
  compatibilityFlags = ${JSON.stringify(config.compatibility_flags)},
  bindings = [
    ${['(name = "EGRESS", service = "egress")', ...assets, ...objectBindings, ...variables].join(',\n    ')},
  ],
  durableObjectNamespaces = [${namespaces.join(', ')}],
  durableObjectStorage = (localDisk = "objects"),
);
`;
}

if (process.argv[1] === import.meta.filename) await buildAssets();
