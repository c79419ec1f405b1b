import { parseArgs } from 'node:util';
import type { TrueCount } from '../../schema/wire/counter.ts';
import { runCommand, UserError } from './command.ts';
import { callManage } from './manage.ts';
import { readSecrets, readSettings } from './settings.ts';

const usage =
  'Usage: npm run counters -- add --counter SLUG --count N --source "where and when they were counted" [--chapter SLUG] [--partner ID [--kind partner]] | list [--origin URL]';

function describe({ counter, chapter, partner, kind, people, published }: TrueCount): string {
  return [counter, chapter, partner, kind, people, published ?? '-'].join('\t');
}

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      counter: { type: 'string' },
      count: { type: 'string' },
      source: { type: 'string' },
      kind: { type: 'string' },
      chapter: { type: 'string' },
      partner: { type: 'string' },
      origin: { type: 'string' },
    },
  });
  const { counter, count, origin, ...provenance } = values;
  const settings = readSettings();
  const api = {
    manageToken: (await readSecrets(settings.dataDir)).MANAGE_TOKEN,
    origin: origin ?? `http://127.0.0.1:${settings.port}`,
  };
  if (positionals[0] === 'add' && counter && count && provenance.source) {
    const path = `counters/${encodeURIComponent(counter)}/totals`;
    await callManage(api, 'POST', path, { count: Number(count), ...provenance });
    console.log(`${count} people are added to ${counter}. What it shows follows later, in steps.`);
  } else if (positionals[0] === 'list') {
    console.log('counter\tchapter\tpartner\tkind\tpeople\tshown');
    for (const each of await callManage<TrueCount[]>(api, 'GET', 'counters')) console.log(describe(each));
  } else throw new UserError(usage);
}

await runCommand(main);
