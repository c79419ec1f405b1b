import { sha256Hex } from '../schema/kinds/digest.ts';
import type { consentEvents } from '../schema/tables/intake.ts';

export type ConsentEvent = typeof consentEvents.$inferSelect;

/** A row before it has its place in the chain. */
export type ConsentDraft = Omit<ConsentEvent, 'number' | 'hash'>;

/** The end of the chain, to which the next row is bound. */
export type ChainEnd = Pick<ConsentEvent, 'number' | 'hash'>;

/** What stands in for the hash before the first. */
export const chainStart = '';

/**
 * The hash that binds a row to all before it: SHA-256, in hex, of the previous hash and the row's own values as JSON,
 * in the order of the columns, without the nulls at its end. So a column that is added later changes no hash.
 */
function hashConsent(previous: string, event: Omit<ConsentEvent, 'hash'>): Promise<string> {
  const values = [
    previous,
    event.number,
    event.event,
    event.submission,
    event.contact,
    event.channel,
    event.disclosure,
    event.version,
    event.digest,
    event.locale,
    event.pageOrigin,
    event.at,
    event.organization,
    event.control,
    event.controlDefault,
    event.form,
    event.clientAt,
    event.partner,
    event.method,
  ];
  return sha256Hex(JSON.stringify(values.slice(0, values.findLastIndex((value) => value !== null) + 1)));
}

/** The next rows of the chain, in the order in which they came. */
export async function linkConsents(end: ChainEnd, drafts: readonly ConsentDraft[]): Promise<ConsentEvent[]> {
  const links: ConsentEvent[] = [];
  for (const draft of drafts) {
    const previous = links.at(-1) ?? end;
    const event = { ...draft, number: previous.number + 1 };
    links.push({ ...event, hash: await hashConsent(previous.hash, event) });
  }
  return links;
}

/** Where a walk along the chain ends: at its last row, or at the first that is not as it was written. */
export type ChainReport = { end: ChainEnd; unchained: number } | { broken: number; reason: string };

/**
 * Walks the chain from its first row. Rows without a hash stand before its start alone. Rows cut off its end leave no
 * trace in what is left: compare the end with one that was noted before.
 */
export async function walkChain(rows: AsyncIterable<ConsentEvent> | Iterable<ConsentEvent>): Promise<ChainReport> {
  let end: ChainEnd = { number: 0, hash: chainStart };
  let unchained = 0;
  for await (const row of rows) {
    const number = end.number + 1;
    if (row.number !== number) return { broken: number, reason: 'It is missing.' };
    if (row.hash === '' && end.hash === '') unchained += 1;
    else if (row.hash !== (await hashConsent(end.hash, row))) {
      return { broken: number, reason: 'It was changed or inserted, or its neighbors were renumbered.' };
    }
    end = { number, hash: row.hash };
  }
  return { end, unchained };
}
