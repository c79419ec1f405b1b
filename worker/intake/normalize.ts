import type { PledgeSignature, Signup } from '../../schema/wire/signup.ts';
import { toE164 } from '../contact.ts';
import { ProblemError } from '../problem.ts';

/** A submission's fields, in the one form in which each is kept. */
export interface Normalized {
  /** Says who the person is, and is sealed. */
  personal: Record<string, unknown> & { email?: string | undefined; phone?: string | undefined };
  pageOrigin: string | null;
}

/** @throws {ProblemError} `invalid_request` where it is no phone number. */
export function readPhone(phone: string): string {
  const number = toE164(phone);
  if (number !== null) return number;
  throw new ProblemError('invalid_request', {
    errors: [
      {
        pointer: '/phone',
        detail: 'Not a phone number; outside the United States, begin with + and the country code',
      },
    ],
  });
}

// As long as a page may be as it was sent: letters beyond ASCII become nine, and a webhook has room for 20 kB.
const longestPage = 2048;

function shorten(page: string): string {
  return page.slice(0, longestPage).replace(/%[0-9A-F]?$/, '');
}

/** Brings phone, e-mail and page into one form, and tells what is personal from what is not. */
export function normalize(body: Signup | PledgeSignature): Normalized {
  const { consents: _consents, chapter: _chapter, partner: _partner, page, referrer, ...fields } = body;
  const address = page === null ? null : new URL(page);
  return {
    personal: {
      ...fields,
      ...(fields.phone !== undefined && { phone: readPhone(fields.phone) }),
      ...(fields.email !== undefined && { email: fields.email.toLowerCase() }),
      ...(address !== null && { page: shorten(address.origin + address.pathname) }),
      ...(referrer !== undefined && { referrer: new URL(referrer).origin }),
    },
    pageOrigin: address?.origin ?? null,
  };
}
