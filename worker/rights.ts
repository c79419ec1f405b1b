import type { Env } from './env.ts';

/** A consent that came with a submission. */
interface KeptConsent {
  channel: string;
  organization: string | null;
  at: string;
  /** When it was taken back; null while it stands. */
  revokedAt: string | null;
}

/** What a joiner sees of what is kept: the rest is sealed. */
export interface Kept {
  receivedAt: string;
  chapter: string;
  pledge: string | null;
  consents: KeptConsent[];
}

/** What people can do about themselves on the pages, without a word to anyone. */
export interface Rights {
  /** What a link takes back; null where it is none. */
  readLink: (env: Env, token: string) => Promise<{ channel: string; organization: string } | null>;
  /** Takes back what the link says, or everything. Gives the last day on which that may be honored. */
  revokeByLink: (env: Env, token: string, everything: boolean) => Promise<string | null>;
  /** What is kept under a code; `waiting` while the journal has it alone, null where nothing is. */
  findKept: (env: Env, code: string) => Promise<Kept | 'waiting' | null>;
  /** Takes back what was agreed to under a code. False where nothing is kept under it. */
  withdraw: (env: Env, code: string) => Promise<boolean>;
  /** Erases what came under a code. False where nothing is kept under it. */
  erase: (env: Env, code: string) => Promise<boolean>;
}
