import { parseArgs } from 'node:util';
import type { Delivery, NewReceiver, Receiver } from '../../schema/wire/receiver.ts';
import { runCommand, UserError } from './command.ts';
import { callManage } from './manage.ts';
import { readSecrets, readSettings } from './settings.ts';

const usage =
  'Usage: npm run receivers -- create --name NAME --url https://… --chapter SLUG|"*" --events signup.created,pledge.created | list | approve ID | revoke ID | deliveries [ID] [--state due|delivered|dead|dropped] | replay DELIVERY [--origin URL]';

function describe({ id, name, state, url, chapter, events, failures }: Receiver): string {
  const trouble = failures > 0 ? [`${failures} failures`] : [];
  return [id, name, state, url, chapter, events.join(','), ...trouble].join('\t');
}

function describeDelivery({ id, receiver, event, submission, state, attempts, nextTryAt }: Delivery): string {
  const tries = attempts.map(({ status, error }) => status ?? error).join(' ');
  return [id, receiver, event, submission, state, tries, ...(nextTryAt === null ? [] : [`next ${nextTryAt}`])].join(
    '\t',
  );
}

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      name: { type: 'string' },
      url: { type: 'string' },
      chapter: { type: 'string' },
      events: { type: 'string' },
      state: { type: 'string' },
      origin: { type: 'string' },
    },
  });
  const [command, id = ''] = positionals;
  const settings = readSettings();
  const api = {
    manageToken: (await readSecrets(settings.dataDir)).MANAGE_TOKEN,
    origin: values.origin ?? `http://127.0.0.1:${settings.port}`,
  };
  const { name, url, chapter, events } = values;
  const path = encodeURIComponent(id);
  if (command === 'create' && name && url && chapter && events) {
    const body = { name, url, chapter, events: events.split(',') };
    const receiver = await callManage<NewReceiver>(api, 'POST', 'receivers', body);
    console.log(`${describe(receiver)}\nIts secret, shown this once:\n${receiver.secret}`);
    console.log(`It needs a key: npm run keys -- create --holder receiver-${receiver.id} --chapter "${chapter}"`);
  } else if (command === 'list') {
    for (const receiver of await callManage<Receiver[]>(api, 'GET', 'receivers')) console.log(describe(receiver));
  } else if (command === 'approve' && id) {
    console.log(describe(await callManage<Receiver>(api, 'POST', `receivers/${path}/approval`)));
  } else if (command === 'revoke' && id) {
    console.log(describe(await callManage<Receiver>(api, 'DELETE', `receivers/${path}`)));
  } else if (command === 'deliveries') {
    const query = new URLSearchParams({
      limit: '100',
      ...(id && { receiver: id }),
      ...(values.state && { state: values.state }),
    });
    const rows = await callManage<Delivery[]>(api, 'GET', `deliveries?${query}`);
    for (const delivery of rows) console.log(describeDelivery(delivery));
  } else if (command === 'replay' && id) {
    console.log(describeDelivery(await callManage<Delivery>(api, 'POST', `deliveries/${path}/replay`)));
  } else throw new UserError(usage);
}

await runCommand(main);
