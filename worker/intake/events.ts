import { intakeEvents } from '../../schema/tables/intake.ts';
import type { Database, Statement } from '../db.ts';

/** A submission that receivers may have, by the name under which they got it. */
export interface Sent {
  id: string;
  chapter: string;
}

/** What receivers are to be told. Nothing in it tells who it is about: they know the submissions. */
export type IntakeEvent =
  | {
      type: 'consent.revoked';
      id: string;
      at: string;
      submissions: Sent[];
      /** Like the organization: one, or `*` for all. */
      channel: string;
      organization: string;
      due: string;
    }
  | { type: 'person.erased'; id: string; at: string; submissions: Sent[] };

/** What tells receivers, in the transaction in which it happens: the one place from which events go out. */
export function announce(db: Database, events: readonly IntakeEvent[]): Statement[] {
  return events
    .filter(({ submissions }) => submissions.length > 0)
    .map(({ id, type, at, ...body }) => db.query.insert(intakeEvents).values({ id, type, at, body }));
}
