import { sendIn, type ConsentStack } from './consent.ts';
import { query } from './intake.ts';
import { dataOf, manage } from './manage.ts';
import { startCampaign } from './private-stack.ts';

/** What is overdue, a receiver, and what did not reach it: as if that had taken days. */
export async function addOldBusiness({ libsqlUrl }: Pick<ConsentStack, 'libsqlUrl'>): Promise<void> {
  const statements = [
    `insert into suppressions (id, contact, channel, organization, at, due)
     values ('overdue-one', 'nobody', 'sms', 'oregon', ?1, '2026-11-13')`,
    `insert into receivers (id, name, url, chapter, events, state, created_at, approved_at)
     values ('told', 'Members', 'https://hooks.example.org/uwh', 'oregon', '["signup.created"]', 'approved', ?1, ?1)`,
    `insert into deliveries (id, receiver, event, submission, chapter, at, state, queued_at, attempts)
     values ('msg_dead', 'told', 'signup.created', 'gone', 'oregon', ?1, 'dead', ?1,
       '[{"at":"2026-11-04T12:00:00.000Z","status":500,"error":null,"durationMs":80}]')`,
  ];
  for (const statement of statements) await query(libsqlUrl, statement, '2026-11-01T12:00:00.000Z');
}

/** An API with the campaign, and something of all that a steward looks after. */
export async function startStewarded(): Promise<ConsentStack> {
  const stack = await startCampaign();
  const person = { givenName: 'Sam', chapter: 'oregon', locale: 'en', email: 'sam@example.org' };
  await sendIn(stack, 'signups', person);
  await manage(stack, 'POST', 'revocations', { body: { email: 'sam@example.org', channel: 'email' } });
  await addOldBusiness(stack);
  const total = { count: 320, chapter: 'oregon', source: 'Cards of the Salem meeting, counted twice' };
  await dataOf(await manage(stack, 'POST', 'counters/stand-with-behavioral-health-workers/totals', { body: total }));
  return stack;
}
