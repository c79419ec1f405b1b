import type { Context } from 'hono';
import {
  formFields,
  hiddenFields,
  trap,
  type FormAnswers,
  type FormStep,
  type HiddenFields,
} from '../../schema/wire/join-form.ts';
import { Signup } from '../../schema/wire/signup.ts';
import { isEqual } from '../access.ts';
import { readConfig, type Bindings, type Config } from '../env.ts';
import { mac } from '../mac.ts';
import { ProblemError, problemDetails } from '../problem.ts';
import { findKept, identify, keep } from './keep.ts';
import { normalize } from './normalize.ts';
import { requirePublished } from './published.ts';
import type { ConsentEvidence } from './record.ts';
import { arrivalOf, findSender, originOf } from './sender.ts';

/** Nobody reads what they typed and presses the button sooner. */
const shortestMs = 1500;
const longestMs = 24 * 60 * 60 * 1000;
/** The form of `pages/join-form.tsx`, as consent names it: raised when what it shows of consent changes. */
const shown = { control: 'checkbox', initially: 'unset', form: 'join-page/1' };

/**
 * Takes what a form without JavaScript sent one step further: back to what is wrong, or on to a page that shows what
 * was typed, or, from there, into the journal. The key is made on the way to that page, so that a form needs nothing
 * that a cache or a partner's page could not hold, and two clicks and a reload are one record.
 */
export async function takeForm(
  c: Context<Bindings>,
  { chapter, locale }: { chapter: string; locale: string },
): Promise<FormStep> {
  const sent = await c.req.formData().catch(() => {
    throw new ProblemError('invalid_request', { detail: 'The body is not a form' });
  });
  const read = <Name extends string>(names: readonly Name[]) =>
    Object.fromEntries(
      names.map((name) => [name, textOf(sent.get(name))]).filter(([, text]) => text !== ''),
    ) as Partial<Record<Name, string>>;
  const answers = read(formFields);
  const hidden: HiddenFields = read(hiddenFields);
  if (sent.get('step') === 'change') return { step: 'mend', answers, hidden, problems: [] };
  if (textOf(sent.get(trap)) !== '') return { step: 'mend', answers, hidden, problems: [trap] };

  const config = readConfig(c.env);
  const token = await readToken(config, hidden);
  const from = token === null ? originOf(arrivalOf(c)) : hidden.from!;
  const parsed = Signup.safeParse(signupOf(answers, hidden, { chapter, locale, from }));
  if (!parsed.success) return { step: 'mend', answers, hidden, problems: fieldsOf(problemDetails(parsed.error)) };
  try {
    if (token === null || token.age > longestMs) {
      await check(c, parsed.data);
      // A key that came without its token is none of ours: whoever made the page could know it.
      const own = token === null ? { ...hidden, key: '' } : hidden;
      return { step: 'confirm', answers, hidden: await sign(config, own, from), trouble: null };
    }
    if (token.age < shortestMs) return { step: 'confirm', answers, hidden, trouble: 'too_fast' };
    return { step: 'kept', code: await keepOnce(c, config, parsed.data, { key: hidden.key!, from }) };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    if (error.code === 'unavailable' && token !== null) return { step: 'confirm', answers, hidden, trouble: 'away' };
    if (error.code === 'idempotency_key_reused')
      return { step: 'confirm', answers, hidden: await sign(config, { ...hidden, key: '' }, from), trouble: null };
    const problems = fieldsOf(error.options.errors ?? []);
    if (problems.length === 0) throw error;
    // Other words need another act.
    if (problems.includes('sms')) delete answers.sms;
    return { step: 'mend', answers, hidden, problems };
  }
}

function check(c: Context<Bindings>, body: Signup): Promise<ConsentEvidence[]> {
  normalize(body);
  return requirePublished(c, body);
}

async function keepOnce(
  c: Context<Bindings>,
  config: Config,
  body: Signup,
  { key, from }: { key: string; from: string },
): Promise<string> {
  const identity = await identify(config, { type: 'signup', raw: JSON.stringify(body), idempotencyKey: key });
  const known = await findKept(c.env, identity);
  if (known !== null) return known.code;
  const evidence = await check(c, body);
  const sender = await findSender(arrivalOf(c), body.partner, from);
  return (await keep(c.env, config, identity, { type: 'signup', body, evidence, sender, proof: null })).code;
}

function textOf(value: string | File | null): string {
  return typeof value === 'string' ? value.trim() : '';
}

/** The answers as a client with JavaScript would send them. */
function signupOf(
  { sms, noVoicemail, ...typed }: FormAnswers,
  { disclosure, version, digest, partner }: HiddenFields,
  { chapter, locale, from }: { chapter: string; locale: string; from: string },
): unknown {
  return {
    ...typed,
    noVoicemail: noVoicemail === 'on',
    chapter,
    locale,
    page: from.startsWith('http') ? from : null,
    ...(partner !== undefined && { partner: partner.slice(0, 100) }),
    consents: sms === undefined ? {} : { sms: { disclosure, version: Number(version), digest, locale, ...shown } },
  };
}

function fieldsOf(errors: readonly { pointer: string }[]): string[] {
  const fields = errors.map(({ pointer }) => (pointer.startsWith('/consents') ? 'sms' : pointer.split('/')[1]!));
  return [...new Set(fields)];
}

/** Gives the answers a key, where they have none, and signs since when they have it, and whence they came. */
async function sign(config: Config, hidden: HiddenFields, from: string): Promise<HiddenFields> {
  const key = hidden.key || crypto.randomUUID();
  const at = String(Date.now());
  return { ...hidden, key, from, token: `${at}.${await macOf(config, { at, key, from })}` };
}

/** How long ago a token was signed, in milliseconds; null where it is none of ours. */
async function readToken(config: Config, { key, from, token }: HiddenFields): Promise<{ age: number } | null> {
  if (key === undefined || from === undefined || token === undefined) return null;
  const [at, signature] = token.split('.') as [string, string | undefined];
  if (!isEqual(signature ?? '', await macOf(config, { at, key, from }))) return null;
  return { age: Date.now() - Number(at) };
}

function macOf({ INTAKE_SECRET }: Config, { at, key, from }: Record<'at' | 'key' | 'from', string>): Promise<string> {
  return mac(INTAKE_SECRET, 'form', JSON.stringify([at, key, from]));
}
