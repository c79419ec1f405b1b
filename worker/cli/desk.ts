import { parseArgs } from 'node:util';
import type { Invitation, NewInvitation, Organizer } from '../../schema/wire/desk.ts';
import { runCommand, UserError } from './command.ts';
import { formatGrants, parseGrant } from './grants.ts';
import { callManage, requestManage, type Target } from './manage.ts';
import { readSecrets, readSettings } from './settings.ts';

const usage =
  'Usage: npm run desk -- invite --name ROLE --grant CHAPTER:LOCALE:KIND:ACTION… [--days N] | invite --organizer ID [--days N] | list | revoke ID [--origin URL]';

type Described = Pick<Organizer, 'id' | 'name' | 'grants'>;

function describe({ id, name, grants }: Described, state: string): string {
  return [id, name, state, formatGrants(grants)].join('\t');
}

function stateOf({ usedAt, revokedAt, expiresAt }: Invitation): string {
  if (usedAt !== null) return 'used';
  if (revokedAt !== null) return 'revoked';
  return expiresAt <= new Date().toISOString() ? 'expired' : `until ${expiresAt}`;
}

async function invite(api: Target, request: object): Promise<void> {
  const made = await callManage<NewInvitation>(api, 'POST', 'invitations', request);
  console.log(`${describe(made, stateOf(made))}\nFor one person, once. It is shown this once:\n${made.link}`);
}

/** With what an organizer has now: for who lost a device. */
async function askAgain(api: Target, id: string, days: object): Promise<void> {
  const all = await callManage<Organizer[]>(api, 'GET', 'organizers');
  const organizer = all.find((each) => each.id === id);
  if (organizer === undefined) throw new UserError(`There is no organizer "${id}": see "npm run desk -- list".`);
  const { name, grants } = organizer;
  await invite(api, { name, grants, organizer: id, ...days });
}

async function list(api: Target): Promise<void> {
  for (const organizer of await callManage<Organizer[]>(api, 'GET', 'organizers')) {
    console.log(describe(organizer, organizer.revokedAt === null ? 'good' : 'revoked'));
  }
  for (const invitation of await callManage<Invitation[]>(api, 'GET', 'invitations')) {
    console.log(describe(invitation, `invitation, ${stateOf(invitation)}`));
  }
}

async function revoke(api: Target, id: string): Promise<void> {
  const path = id.startsWith('organizer_') ? 'organizers' : 'invitations';
  const { ok } = await requestManage(api, 'DELETE', `${path}/${encodeURIComponent(id)}`);
  if (!ok) throw new UserError(`There is no "${id}": see "npm run desk -- list".`);
  console.log(`${id}\trevoked`);
}

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      name: { type: 'string' },
      grant: { type: 'string', multiple: true, default: [] },
      organizer: { type: 'string' },
      days: { type: 'string' },
      origin: { type: 'string' },
    },
  });
  const [command, id] = positionals;
  const { name, grant, organizer } = values;
  const settings = readSettings();
  const api = {
    manageToken: (await readSecrets(settings.dataDir)).MANAGE_TOKEN,
    origin: values.origin ?? `http://127.0.0.1:${settings.port}`,
  };
  const days = values.days === undefined ? {} : { days: Number(values.days) };
  if (command === 'invite' && organizer) await askAgain(api, organizer, days);
  else if (command === 'invite' && name && grant.length > 0) {
    await invite(api, { name, grants: grant.map(parseGrant), ...days });
  } else if (command === 'list') await list(api);
  else if (command === 'revoke' && id) await revoke(api, id);
  else throw new UserError(usage);
}

await runCommand(main);
