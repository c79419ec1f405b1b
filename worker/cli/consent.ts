import { writeFile } from 'node:fs/promises';
import type { GeneralJWE } from 'jose';
import type { z } from 'zod';
import { messages } from '../../schema/tables/intake.ts';
import type { ActReceipt } from '../../schema/wire/consent.ts';
import { digestContacts, toE164 } from '../contact.ts';
import { readArguments, runCommand, UserError } from './command.ts';
import { describeDue } from './consent-due.ts';
import { verify } from './consent-verify.ts';
import { withDatabase } from './database.ts';
import { describeDossier, readDossier } from './dossier.ts';
import { open, readKey } from './key.ts';
import { callManage } from './manage.ts';
import { readSecrets, readSettings } from './settings.ts';

const usage = `Usage: npm run consent --
  verify [--head NUMBER:HASH]                     whether any row of the chain was changed, taken out or put in
  dossier --phone N | --email A [--json] [--out FILE]   all evidence on one of them
  due                                             revocations, messages and erasures that wait
  messages --key FILE                             what people wrote that no keyword answers
  settle ID                                       that such a revocation or message is done
  revoke | link --phone N | --email A [--channel sms|email|phone] [--scope CHAPTER] [--locale TAG]
  erase | hold --phone N | --email A [--release]
Operators' commands take --origin URL.`;

const { positionals, values } = readArguments({
  allowPositionals: true,
  options: {
    head: { type: 'string' },
    phone: { type: 'string' },
    email: { type: 'string' },
    json: { type: 'boolean', default: false },
    out: { type: 'string' },
    key: { type: 'string' },
    channel: { type: 'string', default: '*' },
    scope: { type: 'string', default: '*' },
    locale: { type: 'string' },
    release: { type: 'boolean', default: false },
    origin: { type: 'string' },
  },
});

/** The address or the phone number that was asked for: one of them. */
function readContact(): { phone: string } | { email: string } {
  const { phone, email } = values;
  if ((phone === undefined) === (email === undefined)) throw new UserError('Give --phone or --email, one of them.');
  if (email !== undefined && /^[^@]+@[^@]+$/.test(email)) return { email: email.toLowerCase() };
  const number = phone === undefined ? null : toE164(phone);
  if (number === null) throw new UserError('That is not a phone number, nor an e-mail address.');
  return { phone: number };
}

async function printDossier(): Promise<void> {
  const contact = readContact();
  const { CONTACT_SECRET } = await readSecrets(readSettings().dataDir);
  const { phone, email } = await digestContacts({ CONTACT_SECRET }, contact);
  const [[kind, value]] = Object.entries(contact) as [['phone' | 'email', string]];
  const dossier = await withDatabase((db) => readDossier(db, { kind, value, digest: (phone ?? email)! }));
  const document = values.json ? `${JSON.stringify(dossier, null, 2)}\n` : describeDossier(dossier);
  if (values.out === undefined) process.stdout.write(document);
  else await writeFile(values.out, document, { mode: 0o600, flag: 'wx' });
}

/** Does it through the API, and gives the answer. */
async function call<Answer>(path: string, body: object): Promise<Answer> {
  const settings = readSettings();
  const { MANAGE_TOKEN: manageToken } = await readSecrets(settings.dataDir);
  const origin = values.origin ?? `http://127.0.0.1:${settings.port}`;
  return callManage<Answer>({ origin, manageToken }, 'POST', path, body);
}

async function act(path: string, body: object): Promise<void> {
  const { id, receivedAt } = await call<z.infer<typeof ActReceipt>>(path, body);
  console.log(`It is kept since ${receivedAt}, as ${id}.`);
}

function readScope() {
  return { ...readContact(), channel: values.channel, organization: values.scope };
}

async function printLink(): Promise<void> {
  const locale = values.locale === undefined ? {} : { locale: values.locale };
  console.log((await call<{ url: string }>('revocation-links', { ...readScope(), ...locale })).url);
}

async function printMessages(): Promise<void> {
  const { key } = values;
  if (key === undefined) throw new UserError('Give the campaign’s or the recovery key with --key FILE.');
  const opener = await readKey(key);
  const rows = await withDatabase((db) => db.query.select().from(messages).orderBy(messages.receivedAt));
  const closed: string[] = [];
  for (const { id, sealed } of rows) {
    const opened = await open(JSON.parse(sealed) as GeneralJWE, opener.key).catch(() => null);
    if (opened === null) closed.push(id);
    else
      console.log(
        JSON.stringify({ id, receivedAt: opened['receivedAt'], phone: opened['phone'], text: opened['text'] }),
      );
  }
  if (closed.length > 0) throw new UserError(`${closed.length} can't be opened with this key: ${closed.join(' ')}`);
}

async function settle(): Promise<void> {
  const [, target] = positionals;
  if (target === undefined) throw new UserError('Give the ID that "due" shows.');
  await act('settlements', { target });
}

const commands: Record<string, () => Promise<void>> = {
  verify: async () => console.log(await withDatabase((db) => verify(db, values.head))),
  dossier: printDossier,
  due: async () => console.log(await withDatabase(describeDue)),
  messages: printMessages,
  settle,
  revoke: () => act('revocations', readScope()),
  link: printLink,
  erase: () => act('erasures', readContact()),
  hold: () => act('holds', { ...readContact(), hold: !values.release }),
};

await runCommand(async () => {
  const command = commands[positionals[0] ?? ''];
  if (command === undefined) throw new UserError(usage);
  await command();
});
