import { parseArgs } from 'node:util';
import type { Partner } from '../../schema/wire/partner.ts';
import { runCommand, UserError } from './command.ts';
import { callManage } from './manage.ts';
import { readSecrets, readSettings } from './settings.ts';

const usage =
  'Usage: npm run partners -- create --name NAME --page-origin https://… [--chapter SLUG] [--per-hour N] [--test] | list | revoke ID [--origin URL]';

function describe({ id, name, chapter, origins, key, revokedAt }: Partner): string {
  return [id, name, chapter, origins.join(' '), revokedAt === null ? key : 'revoked'].join('\t');
}

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      name: { type: 'string' },
      'page-origin': { type: 'string', multiple: true, default: [] },
      chapter: { type: 'string' },
      'per-hour': { type: 'string' },
      test: { type: 'boolean', default: false },
      origin: { type: 'string' },
    },
  });
  const [command, id] = positionals;
  const { name, chapter, 'page-origin': origins, 'per-hour': perHour } = values;
  const settings = readSettings();
  const api = {
    manageToken: (await readSecrets(settings.dataDir)).MANAGE_TOKEN,
    origin: values.origin ?? `http://127.0.0.1:${settings.port}`,
  };
  if (command === 'create' && name && origins.length > 0) {
    const partner = await callManage<Partner>(api, 'POST', 'partners', {
      name,
      origins,
      mode: values.test ? 'test' : 'live',
      ...(chapter !== undefined && { chapter }),
      ...(perHour !== undefined && { perHour: Number(perHour) }),
    });
    console.log(describe(partner));
  } else if (command === 'list') {
    for (const partner of await callManage<Partner[]>(api, 'GET', 'partners')) console.log(describe(partner));
  } else if (command === 'revoke' && id) {
    console.log(describe(await callManage<Partner>(api, 'DELETE', `partners/${encodeURIComponent(id)}`)));
  } else throw new UserError(usage);
}

await runCommand(main);
