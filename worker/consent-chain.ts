import { sha256Hex } from '../schema/kinds/digest.ts';
import type { consentEvents } from '../schema/tables/intake.ts';

export type ConsentEvent = typeof consentEvents.$inferSelect;

/** What stands in for the hash before the first. */
export const chainStart = '';

/**
 * The hash that binds a consent to all before it: SHA-256, in hex, of the previous hash and the row's own values as
 * JSON, in the order of the columns.
 */
export function hashConsent(previous: string, event: Omit<ConsentEvent, 'hash'>): Promise<string> {
  const {
    number,
    event: name,
    submission,
    contact,
    channel,
    disclosure,
    version,
    digest,
    locale,
    pageOrigin,
    at,
  } = event;
  return sha256Hex(
    JSON.stringify([
      previous,
      number,
      name,
      submission,
      contact,
      channel,
      disclosure,
      version,
      digest,
      locale,
      pageOrigin,
      at,
    ]),
  );
}
