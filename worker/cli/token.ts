import { parseArgs } from 'node:util';
import type { NewToken, Token } from '../../schema/wire/access.ts';
import { runCommand, UserError } from './command.ts';
import { formatGrants, parseGrant } from './grants.ts';
import { callManage } from './manage.ts';
import { readSecrets, readSettings } from './settings.ts';

const usage =
  'Usage: npm run token -- create --name NAME --grant CHAPTER:LOCALE:KIND:ACTION… [--expires TIME] | list | revoke ID [--origin URL]';

function describe({ id, name, grants, expiresAt, revokedAt }: Token): string {
  const state = revokedAt !== null ? 'revoked' : expiresAt === null ? 'good' : `until ${expiresAt}`;
  return [id, name, state, formatGrants(grants)].join('\t');
}

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      name: { type: 'string' },
      grant: { type: 'string', multiple: true, default: [] },
      expires: { type: 'string' },
      origin: { type: 'string' },
    },
  });
  const [command, id] = positionals;
  const settings = readSettings();
  const api = {
    manageToken: (await readSecrets(settings.dataDir)).MANAGE_TOKEN,
    origin: values.origin ?? `http://127.0.0.1:${settings.port}`,
  };
  if (command === 'create' && values.name && values.grant.length > 0) {
    const request = { name: values.name, grants: values.grant.map(parseGrant), expiresAt: values.expires ?? null };
    const token = await callManage<NewToken>(api, 'POST', 'tokens', request);
    console.log(`${describe(token)}\nIt is shown this once:\n${token.secret}`);
  } else if (command === 'list') {
    for (const token of await callManage<Token[]>(api, 'GET', 'tokens')) console.log(describe(token));
  } else if (command === 'revoke' && id) {
    console.log(describe(await callManage<Token>(api, 'DELETE', `tokens/${encodeURIComponent(id)}`)));
  } else throw new UserError(usage);
}

await runCommand(main);
