import { parseArgs } from 'node:util';
import { runCommand, UserError } from './command.ts';
import { callManage } from './manage.ts';
import { readSecrets, readSettings } from './settings.ts';

const usage =
  'Usage: npm run counters -- add --counter SLUG --count N --source "where and when they were counted" [--origin URL]';

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      counter: { type: 'string' },
      count: { type: 'string' },
      source: { type: 'string' },
      origin: { type: 'string' },
    },
  });
  const { counter, count, source } = values;
  if (positionals[0] !== 'add' || !counter || !count || !source) throw new UserError(usage);
  const settings = readSettings();
  const manageToken = (await readSecrets(settings.dataDir)).MANAGE_TOKEN;
  const origin = values.origin ?? `http://127.0.0.1:${settings.port}`;
  const path = `counters/${encodeURIComponent(counter)}/totals`;
  await callManage({ origin, manageToken }, 'POST', path, { count: Number(count), source });
  console.log(`${count} people are added to ${counter}.`);
}

await runCommand(main);
