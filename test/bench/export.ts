import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { createClient } from '@libsql/client/http';
import { loadContent } from '../../worker/cli/content.ts';
import { callManage } from '../../worker/cli/manage.ts';
import { startFaultyStack } from '../support/faulty-stack.ts';
import { drainedRow, signUp } from '../support/intake.ts';
import { report } from './serve.ts';

const cli = resolve(import.meta.dirname, '../../worker/cli/export.ts');
const some = 50_000;
const all = 1_000_000;

/** Adds copies of the one sign-up that there is, until there are so many. */
async function fill(libsqlUrl: string, from: number, to: number): Promise<void> {
  const client = createClient({ url: libsqlUrl });
  for (let at = from; at < to; at += 10_000) {
    await client.execute({
      sql: `with recursive series (n) as (select ? union all select n + 1 from series where n < ?)
        insert into submissions (id, type, chapter, pledge, person, sealed, partner, standing, received_at)
        select 'copy-' || n, type, chapter, pledge, person, sealed, partner, standing, received_at
        from series, (select * from submissions order by rowid limit 1)`,
      args: [at, Math.min(at + 10_000, to) - 1],
    });
  }
  client.close();
}

/** Most memory that a process has had so far, in MB. */
async function peakOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
}

async function countLines(file: string): Promise<number> {
  let lines = 0;
  for await (const _ of createInterface({ input: createReadStream(file) })) lines++;
  return lines;
}

/** Exports everything, and tells what it took. */
async function exportAll(stack: { dataDir: string; libsqlUrl: string }, rows: number) {
  const out = join(stack.dataDir, 'people.jsonl');
  const key = join(stack.dataDir, 'keys/campaign.private.json');
  const began = performance.now();
  const child = spawn(process.execPath, [cli, '--key', key, '--out', out], {
    env: { ...process.env, DATA_DIR: stack.dataDir, LIBSQL_URL: stack.libsqlUrl },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let peak = 0;
  const watch = setInterval(() => {
    peakOf(child.pid!).then(
      (megabytes) => (peak = Math.max(peak, megabytes)),
      () => {},
    );
  }, 200);
  const [code] = (await once(child, 'exit')) as [number];
  clearInterval(watch);
  const seconds = (performance.now() - began) / 1000;
  const lines = await countLines(out);
  if (code !== 0 || lines !== rows) throw new Error(`The export left ${lines} of ${rows} rows, and ended with ${code}`);
  await rm(out);
  return { peak, perSecond: Math.round(rows / seconds) };
}

/** The export, which is to need no more memory for more people. Takes a quarter of an hour. Linux tells the peak. */
export async function benchExport(): Promise<void> {
  const stack = await startFaultyStack();
  try {
    await callManage(stack, 'PUT', 'content', await loadContent('content'));
    const receipt = await (await signUp(stack)).json<{ data: { id: string } }>();
    await drainedRow(stack.libsqlUrl, receipt.data.id);
    await fill(stack.libsqlUrl, 1, some);
    const few = await exportAll(stack, some);
    await fill(stack.libsqlUrl, some, all);
    const many = await exportAll(stack, all);
    report(
      `memory of an export of ${all.toLocaleString('en')} sign-ups, to one of ${some.toLocaleString('en')}`,
      many.peak / few.peak,
      { must: 1.5, aim: 1.2, atMost: true },
      `${Math.round(many.peak)} to ${Math.round(few.peak)} MB, ${many.perSecond} to ${few.perSecond} rows/s`,
    );
  } finally {
    await stack.stop();
  }
}
