import type { DueAct } from '../../schema/wire/consent.ts';
import type { Database } from '../db.ts';
import { listDueActs } from '../due-acts.ts';

function stateOf({ type, isOverdue }: DueAct): string {
  if (type === 'message') return 'unread';
  if (type === 'erasure') return 'held';
  return isOverdue ? 'overdue' : 'due';
}

/** What waits, a line for each. */
export async function describeDue(db: Database): Promise<string> {
  const acts = await listDueActs(db);
  const lines = acts.map((act) =>
    [stateOf(act), act.due ?? act.at.slice(0, 10), act.type, act.channel, act.organization, act.id].join('\t'),
  );
  return lines.length === 0 ? 'Nothing waits.' : lines.join('\n');
}
