import { and, eq, inArray } from 'drizzle-orm';
import { consentEvents, submissions } from '../../schema/tables/intake.ts';
import { timestamp } from '../clock.ts';
import { openDatabase } from '../db.ts';
import { readConfig, type Config, type Env } from '../env.ts';
import { mac } from '../mac.ts';
import type { Kept, Rights } from '../rights.ts';
import { keepAct } from './acts.ts';
import { keyStartOf, readCode } from './code.ts';
import { dueOf } from './due.ts';
import { journalOf, submissionOf } from './keep.ts';
import { readLink } from './link.ts';

/**
 * Who has a code acts on what came with it, and on nothing else of the same person: anyone can send an address that is
 * another's, and must not learn from it that the other takes part.
 */
async function identify(env: Env, typed: string): Promise<{ id: string; keyStart: string } | null> {
  const code = readCode(typed);
  return code === null ? null : { id: await submissionOf(readConfig(env), code), keyStart: keyStartOf(code) };
}

async function findSubmission(env: Env, id: string) {
  const { receivedAt, chapter, pledge } = submissions;
  const [row] = await openDatabase(readConfig(env))
    .query.select({ receivedAt, chapter, pledge })
    .from(submissions)
    .where(eq(submissions.id, id));
  return row ?? null;
}

/** What was agreed to with a submission, and what became of it. */
async function listConsents(env: Env, submission: string) {
  const { query } = openDatabase(readConfig(env));
  const given = await query
    .select()
    .from(consentEvents)
    .where(and(eq(consentEvents.submission, submission), eq(consentEvents.event, 'given')));
  const contacts = [...new Set(given.map(({ contact }) => contact).filter((each) => each !== null))];
  const revoked = await query
    .select()
    .from(consentEvents)
    .where(and(inArray(consentEvents.contact, contacts), eq(consentEvents.event, 'revoked')));
  return given.map(({ contact, channel, organization, at, number }) => {
    const end = revoked.find(
      (each) =>
        each.number > number &&
        each.contact === contact &&
        ['*', channel].includes(each.channel) &&
        ['*', organization].includes(each.organization),
    );
    return { contact, channel, organization, at, revokedAt: end?.at ?? null };
  });
}

const onceMs = 10_000;

/** One act, however often a button is pressed within seconds: a link or a code must not fill the journal. */
async function actOf<Act extends object>({ INTAKE_SECRET }: Config, act: Act) {
  const time = Math.floor(Date.now() / onceMs);
  const id = await mac(INTAKE_SECRET, 'act', JSON.stringify([time, act]));
  return { ...act, id, receivedAt: timestamp(), actor: null };
}

/** What people can do about themselves. */
export const rights: Rights = {
  readLink: (env, token) => readLink(readConfig(env), token),

  async revokeByLink(env, token, everything) {
    const config = readConfig(env);
    const claims = await readLink(config, token);
    if (claims === null) return null;
    const scope = everything ? { channel: '*' as const, organization: '*' } : {};
    const act = await actOf(config, { type: 'revocation' as const, method: 'link' as const, ...claims, ...scope });
    return dueOf((await keepAct(env, act)).receivedAt);
  },

  async findKept(env, code): Promise<Kept | 'waiting' | null> {
    const named = await identify(env, code);
    if (named === null) return null;
    const { id, keyStart } = named;
    const row = await findSubmission(env, id);
    if (row === null) return (await journalOf(env).isWaiting(keyStart, id)) ? 'waiting' : null;
    const consents = await listConsents(env, id);
    return {
      ...row,
      consents: consents.map(({ channel, organization, at, revokedAt }) => ({ channel, organization, at, revokedAt })),
    };
  },

  async withdraw(env, code) {
    const named = await identify(env, code);
    if (named === null || (await findSubmission(env, named.id)) === null) return false;
    for (const { contact, channel, revokedAt } of await listConsents(env, named.id)) {
      if (contact === null || revokedAt !== null) continue;
      const scope = { contact, channel, organization: '*' };
      await keepAct(env, await actOf(readConfig(env), { type: 'revocation', method: 'code', ...scope }));
    }
    return true;
  },

  async erase(env, code) {
    const named = await identify(env, code);
    if (named === null || (await findSubmission(env, named.id)) === null) return false;
    await keepAct(env, await actOf(readConfig(env), { type: 'erasure', contact: null, submission: named.id }));
    return true;
  },
};
