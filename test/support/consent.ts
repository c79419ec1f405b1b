import { resolve } from 'node:path';
import { createClient } from '@libsql/client/http';
import { run, type Outcome } from './command.ts';
import { drainedRow, query } from './intake.ts';
import { campaign, entry, publish, startPrivateStack } from './private-stack.ts';
import { submit } from './proof.ts';

export type ConsentStack = Awaited<ReturnType<typeof startPrivateStack>>;

/** The words that the campaign of these tests asks with. */
export const wording = 'I agree to text messages from the campaign.';

/** An API with a disclosure about text messages, and a pledge. */
export async function startConsentStack(): Promise<ConsentStack> {
  const stack = await startPrivateStack();
  const links = { terms: 'Terms', privacy: 'Privacy' };
  const disclosure = { text: wording, links, review: { status: 'draft' } };
  await publish(
    stack,
    campaign([
      entry('disclosure', 'sms-1', { channel: 'sms', version: 1 }, disclosure),
      entry('pledge', 'stand', { position: 1, countsSignups: false }, { title: 'T', text: 'T', label: 'L' }),
    ]),
  );
  return stack;
}

/** A consent to what is published, as a form sends it. */
export async function consentTo(stack: Pick<ConsentStack, 'origin'>): Promise<object> {
  const answer = await fetch(`${stack.origin}/v1/disclosures?locale=en`);
  const { data } = await answer.json<{ data: { slug: string; version: number; digest: string }[] }>();
  const { slug: disclosure, version, digest } = data[0]!;
  const shown = { control: 'checkbox', initially: 'unset', form: 'join-form/0123456789ab' };
  return { disclosure, version, digest, locale: 'en', ...shown, at: '2026-11-22T16:59:41.000Z' };
}

/** Signs someone up who agrees to text messages, and waits for the database to have it. */
export async function agree(stack: ConsentStack, fields: object): Promise<{ id: string; code: string }> {
  const person = { givenName: 'Sam', locale: 'en', page: 'https://partner.example/join?x=1' };
  return sendIn(stack, 'signups', { ...person, consents: { sms: await consentTo(stack) }, ...fields });
}

/** Sends a sign-up or a pledge, and waits for the database to have it. */
export async function sendIn(
  stack: ConsentStack,
  path: 'signups' | 'pledges',
  body: object,
): Promise<{ id: string; code: string }> {
  const response = await submit(stack.origin, `/v1/${path}`, body);
  if (response.status !== 201) throw new Error(`${response.status}: ${await response.text()}`);
  const { data } = await response.json<{ data: { id: string; code: string } }>();
  await drainedRow(stack.libsqlUrl, data.id);
  return data;
}

/** `npm run consent -- …` on this API. */
export function consent(stack: ConsentStack, ...args: string[]): Promise<Outcome> {
  return run(process.execPath, [resolve(import.meta.dirname, '../../worker/cli/consent.ts'), ...args], {
    env: { DATA_DIR: stack.dataDir, PORT: new URL(stack.origin).port },
  });
}

/** Runs statements in the database, as an intruder could. */
export async function tamper(stack: ConsentStack, ...statements: string[]): Promise<void> {
  const client = createClient({ url: stack.libsqlUrl });
  try {
    await client.batch(statements, 'write');
  } finally {
    client.close();
  }
}

/** A receiver that was approved once: what is taken back is owed to it, and stands in the outbox. */
export async function addFormerReceiver({ libsqlUrl }: Pick<ConsentStack, 'libsqlUrl'>): Promise<void> {
  await query(
    libsqlUrl,
    `insert into receivers (id, name, url, chapter, events, state, created_at, approved_at)
     values ('former', 'A test', 'https://hooks.example.org/', '*', '[]', 'revoked', ?1, ?1)`,
    '2026-01-01T00:00:00.000Z',
  );
}
