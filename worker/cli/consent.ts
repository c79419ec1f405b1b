import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { digestContacts, toE164 } from '../contact.ts';
import { runCommand, UserError } from './command.ts';
import { verify } from './consent-verify.ts';
import { withDatabase } from './database.ts';
import { describeDossier, readDossier } from './dossier.ts';
import { readSecrets, readSettings } from './settings.ts';

const usage = `Usage: npm run consent --
  verify [--head NUMBER:HASH]                     whether any row of the chain was changed, taken out or put in
  dossier --phone N | --email A [--json] [--out FILE]   all evidence on one of them`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    head: { type: 'string' },
    phone: { type: 'string' },
    email: { type: 'string' },
    json: { type: 'boolean', default: false },
    out: { type: 'string' },
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

const commands: Record<string, () => Promise<void>> = {
  verify: async () => console.log(await withDatabase((db) => verify(db, values.head))),
  dossier: printDossier,
};

await runCommand(async () => {
  const command = commands[positionals[0] ?? ''];
  if (command === undefined) throw new UserError(usage);
  await command();
});
