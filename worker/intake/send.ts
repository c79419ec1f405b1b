import type { GeneralJWE } from 'jose';
import { Webhook } from 'standardwebhooks';
import type { Config, Env } from '../env.ts';
import { mac } from '../mac.ts';
import { holderOf } from '../sealing-keys.ts';
import { isApprovedUrl } from './webhook-url.ts';

const timeoutMs = 10_000;
const largestBytes = 20_000;
const longestWaitMs = 24 * 60 * 60 * 1000;

/** A delivery, with what the submission still holds. */
export interface Message {
  id: string;
  event: string;
  submission: string;
  chapter: string;
  detail: Record<string, string> | null;
  at: string;
  /** Null where the submission is erased. */
  sealed: string | null;
  receivedAt: string | null;
}

/** How a try went. */
export interface Attempt {
  at: string;
  /** Null where no answer came. */
  status: number | null;
  error: 'nothing_left' | 'too_large' | 'host_not_approved' | 'timeout' | 'unreachable' | null;
  durationMs: number;
  /** How long the receiver asks to be left alone. */
  waitMs: number;
}

/** The secret that signs what a receiver gets: made from the campaign’s and its id, so that no table holds it. */
export async function signingSecret({ INTAKE_SECRET }: Config, receiver: string): Promise<string> {
  const key = await mac(INTAKE_SECRET, 'webhook', receiver);
  return `whsec_${key.replaceAll('-', '+').replaceAll('_', '/')}=`;
}

type SealedJwe = Omit<GeneralJWE, 'recipients'> & { recipients: { header: { kid: string }; encrypted_key: string }[] };

/** The part of a JWE that a receiver can open, alone; null where there is none, or the record is damaged. */
function partFor(receiver: string, sealed: string) {
  try {
    const { recipients, ...shared } = JSON.parse(sealed) as SealedJwe;
    const own = recipients.find(({ header }) => holderOf(header) === `receiver-${receiver}`);
    return own === undefined ? null : { ...shared, ...own };
  } catch {
    return null;
  }
}

/** The body, as the OpenAPI document describes it; null where nothing is left to tell. */
function bodyFor(receiver: string, message: Message): string | null {
  const { event, submission, chapter, detail, at, sealed, receivedAt } = message;
  const about = { id: submission, chapter };
  if (!event.endsWith('.created')) {
    return JSON.stringify({ type: event, timestamp: at, data: { ...about, ...detail } });
  }
  const jwe = sealed === null ? null : partFor(receiver, sealed);
  return jwe === null ? null : JSON.stringify({ type: event, timestamp: at, data: { ...about, receivedAt, jwe } });
}

/**
 * Tries once to send a message, signed by Standard Webhooks. Where the runtime has a service for it, it goes through
 * that, which reaches public addresses alone; a redirect is an answer like others, and no body is read.
 */
export async function send(
  { EGRESS }: Pick<Env, 'EGRESS'>,
  config: Config,
  { id, url }: { id: string; url: string },
  message: Message,
): Promise<Attempt> {
  const began = new Date();
  const failed = (error: Attempt['error']): Attempt => ({
    at: began.toISOString(),
    status: null,
    error,
    durationMs: Date.now() - began.getTime(),
    waitMs: 0,
  });
  const body = bodyFor(id, message);
  if (body === null) return failed('nothing_left');
  if (new TextEncoder().encode(body).length > largestBytes) return failed('too_large');
  if (!isApprovedUrl(config, url)) return failed('host_not_approved');
  const signature = new Webhook(await signingSecret(config, id)).sign(message.id, began, body);
  const request = new Request(url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'User-Agent': 'United-We-Heal-Webhooks/1',
      'webhook-id': message.id,
      'webhook-timestamp': String(Math.floor(began.getTime() / 1000)),
      'webhook-signature': signature,
    },
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
  });
  try {
    const response = await (EGRESS ? EGRESS.fetch(request) : fetch(request));
    await response.body?.cancel();
    const waitMs = [429, 503].includes(response.status) ? retryAfter(response) : 0;
    return { ...failed(null), status: response.status, waitMs };
  } catch (error) {
    return failed(error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'unreachable');
  }
}

/** Seconds or a date (RFC 9110), within a day. */
function retryAfter({ headers }: Response): number {
  const text = headers.get('Retry-After') ?? '';
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Math.max(0, Math.min(ms || 0, longestWaitMs));
}
