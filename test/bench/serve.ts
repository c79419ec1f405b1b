import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import autocannon from 'autocannon';
import { build } from 'esbuild';
import { findFreePort, startChild, waitForAnswer, type Child } from '../../worker/cli/child.ts';

const { default: workerd } = createRequire(import.meta.url)('workerd') as { default: string };

/**
 * Bundles one of `workers/` as `index.js`.
 * @returns the folder it is in.
 */
export async function buildWorker(name: string, define: Record<string, string> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'uwh-bench-'));
  await build({
    entryPoints: [resolve(import.meta.dirname, `workers/${name}.ts`)],
    outfile: join(folder, 'index.js'),
    bundle: true,
    format: 'esm',
    target: 'es2024',
    minify: true,
    conditions: ['workerd', 'worker', 'browser'],
    external: ['cloudflare:*', 'node:*'],
    define,
    logLevel: 'error',
  });
  return folder;
}

/** Serves a small Worker on plain workerd, as the other side of a ratio. */
export async function serveWorker(
  name: string,
  { define = {}, bindings = {} }: { define?: Record<string, string>; bindings?: Record<string, string> } = {},
): Promise<{ origin: string; child: Child; stop: () => Promise<void> }> {
  const folder = await buildWorker(name, define);
  const texts = Object.entries(bindings).map(([key, value]) => `(name = "${key}", text = ${JSON.stringify(value)})`);
  await writeFile(
    join(folder, 'workerd.capnp'),
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "worker", worker = .worker), (name = "internet", network = (allow = ["public", "private", "local"]))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "worker")],
);
const worker :Workerd.Worker = (
  modules = [(name = "index.js", esModule = embed "index.js")],
  compatibilityDate = "2026-10-01",
  bindings = [${texts.join(', ')}],
);
`,
  );
  const port = await findFreePort();
  const args = ['serve', join(folder, 'workerd.capnp'), '--socket-addr', `http=127.0.0.1:${port}`];
  const child = startChild(name, workerd, args);
  const origin = `http://127.0.0.1:${port}`;
  await waitForAnswer(child, origin, (status) => status === 200);
  return {
    origin,
    child,
    stop: async () => {
      await child.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export interface Side {
  url: string | string[];
  headers?: Record<string, string>;
}

/** Requests a second, with 16 connections, for some seconds. Fails where an answer is an error. */
async function load({ url, headers = {} }: Side, seconds: number): Promise<number> {
  const urls = [url].flat();
  const { origin } = new URL(urls[0]!);
  const result = await autocannon({
    url: origin,
    connections: 16,
    duration: seconds,
    headers,
    requests: urls.map((each) => ({ path: each.slice(origin.length) })),
  });
  if (result.errors > 0 || result['4xx'] + result['5xx'] > 0) throw new Error(`${urls[0]} answered with errors`);
  return result.requests.total / result.duration;
}

/**
 * Loads both sides in short turns, each of them first every other time, so that whatever else the machine does falls on
 * both alike.
 * @returns the median of the rounds' ratios of the first side to the second, the middle half of them, and the medians of
 * requests a second.
 */
export async function compare(one: Side, other: Side, rounds = 16) {
  for (const side of [one, other]) {
    // A turn comes no further than some of the addresses: none of them may be new to the Worker then.
    const headers = { 'Accept-Encoding': 'identity', ...side.headers };
    for (const url of [side.url].flat()) await (await fetch(url, { headers })).arrayBuffer();
    await load(side, 1);
  }
  const results: { one: number; other: number; ratio: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const first = round % 2 === 0;
    const a = await load(first ? one : other, 1);
    const b = await load(first ? other : one, 1);
    const [ours, theirs] = first ? [a, b] : [b, a];
    results.push({ one: ours, other: theirs, ratio: ours / theirs });
  }
  const at = (share: number, values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length * share)]!;
  const ratios = results.map(({ ratio }) => ratio);
  const rates = [results.map(({ one }) => one), results.map(({ other }) => other)];
  const [ours, theirs] = rates.map((values) => Math.round(at(0.5, values)));
  const [low, high] = [0.25, 0.75].map((share) => at(share, ratios).toFixed(2));
  return { ratio: at(0.5, ratios), note: `${ours} to ${theirs} requests/s, half of the rounds within ${low}–${high}` };
}

/** One line of the table. */
export function report(
  measure: string,
  ratio: number,
  goal: { must: number; aim: number; atMost?: boolean },
  note = '',
) {
  const holds = (bound: number) => (goal.atMost === true ? ratio <= bound : ratio >= bound);
  const verdict = holds(goal.aim) ? 'aim' : holds(goal.must) ? 'must' : 'MISSED';
  const sign = goal.atMost === true ? '≤' : '≥';
  console.log(
    `${verdict.padEnd(7)} ${ratio.toPrecision(3).padStart(8)}  ${sign} ${goal.must} (aim ${goal.aim})  ${measure}  ${note}`,
  );
}
