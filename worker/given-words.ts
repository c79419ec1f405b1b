import type { ConsentedText } from '../schema/kinds/testimonial.ts';
import type { Bindings, Env } from './env.ts';
import type { Context } from 'hono';

/** What a person's own link shows them. */
interface Given extends ConsentedText {
  state: 'given';
  isPublished: boolean;
  /** The day on which they took it back; null while it stands. */
  withdrawnOn: string | null;
}

/** What a link opens: the way to give a testimonial, or what was given. */
export type Opened = { state: 'new'; chapter: string; locale: string } | Given;

/** What workers do by a link, without an account. What opens a link is in forms alone, and in no address. */
export interface GivenWords {
  /** Null where it is forged, spoiled, expired, revoked or used. */
  open: (env: Env, token: string) => Promise<Opened | null>;
  /** Keeps words as a draft, once. Gives what opens them from now on; null where the link is good no more. */
  give: (env: Env, token: string, text: ConsentedText) => Promise<string | null>;
  /** Takes the words back from everywhere, for good, as often as it is asked. False where the link is not theirs. */
  withdraw: (c: Context<Bindings>, token: string) => Promise<boolean>;
}
