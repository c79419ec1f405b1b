import { and, asc, eq, like } from 'drizzle-orm';
import { sha256Hex } from '../../schema/kinds/digest.ts';
import { consentEvents, holds, suppressions } from '../../schema/tables/intake.ts';
import { documents } from '../../schema/tables/releases.ts';
import type { ConsentEvent } from '../consent-chain.ts';
import { timestamp } from '../clock.ts';
import type { Database } from '../db.ts';
import { checkChain } from './consent-verify.ts';

type Shown = { text: string; terms: string; privacy: string };

/** All evidence on one address or phone number. */
export type Dossier = Awaited<ReturnType<typeof readDossier>>;

/** Reads what was agreed to and taken back under one address or phone number, with the very words that were shown. */
export async function readDossier(db: Database, asked: { kind: 'phone' | 'email'; value: string; digest: string }) {
  const [events, duties, [hold], chain] = await Promise.all([
    db.query
      .select()
      .from(consentEvents)
      .where(eq(consentEvents.contact, asked.digest))
      .orderBy(asc(consentEvents.number)),
    db.query
      .select({
        id: suppressions.id,
        channel: suppressions.channel,
        organization: suppressions.organization,
        at: suppressions.at,
        due: suppressions.due,
        settledAt: suppressions.settledAt,
      })
      .from(suppressions)
      .where(eq(suppressions.contact, asked.digest))
      .orderBy(asc(suppressions.at), asc(suppressions.id)),
    db.query.select({ since: holds.since }).from(holds).where(eq(holds.contact, asked.digest)),
    checkChain(db),
  ]);
  const digests = [...new Set(events.map(({ digest }) => digest).filter((digest) => digest !== ''))];
  const texts = new Map(
    await Promise.all(digests.map(async (digest) => [digest, await findText(db, digest)] as const)),
  );
  return {
    contact: { [asked.kind]: asked.value, digest: asked.digest },
    madeAt: timestamp(),
    chain: 'broken' in chain ? { isWhole: false, ...chain } : { isWhole: true, ...chain.end },
    heldSince: hold?.since ?? null,
    events: events.map((event) => ({ ...event, shown: texts.get(event.digest) ?? null })),
    suppressions: duties,
  };
}

/** The words of this digest, from whatever was published; null where they are not found. */
async function findText(db: Database, digest: string): Promise<Shown | null> {
  const rows = await db.query
    .select({ body: documents.body })
    .from(documents)
    .where(and(like(documents.body, `%"digest":"${digest}"%`), like(documents.body, '%"kind":"disclosure"%')));
  for (const { body } of rows) {
    const { text, links } = JSON.parse(body) as { text: string; links: Omit<Shown, 'text'> };
    if ((await sha256Hex(text)) === digest) return { text, ...links };
  }
  return null;
}

/** The same for reading and printing, in Markdown. */
export function describeDossier({ contact, madeAt, chain, heldSince, events, suppressions }: Dossier): string {
  const { digest, ...asked } = contact;
  const state = chain.isWhole ? 'unbroken' : 'BROKEN (`npm run consent -- verify` tells where)';
  return `${[
    `# Evidence of consent: ${Object.values(asked).join('')}`,
    `Made ${madeAt}. Kept under the digest \`${digest}\`. The chain is ${state}.`,
    ...(heldSince === null ? [] : [`A legal hold keeps these records since ${heldSince}.`]),
    ...(events.length === 0 ? ['Nothing was agreed to or taken back.'] : events.map(describeEvent)),
    ...(suppressions.length === 0 ? [] : ['## To be honored', suppressions.map(describeDuty).join('\n')]),
  ].join('\n\n')}\n`;
}

function describeEvent({ shown, ...event }: ConsentEvent & { shown: Shown | null }): string {
  const heading = `## ${event.number}. ${event.event === 'given' ? 'Agreed' : 'Taken back'}, ${event.at}`;
  const { number: _number, event: _event, at: _at, contact: _contact, ...rest } = event;
  const facts = Object.entries(rest)
    .filter(([, value]) => value !== null && value !== '' && value !== 0)
    .map(([name, value]) => `- ${name}: \`${value}\``);
  const words =
    shown === null
      ? event.digest === ''
        ? []
        : ['The words of this digest are not among what was published.']
      : [shown.text.replaceAll(/^/gm, '> '), `> ${shown.terms} · ${shown.privacy}`];
  return [heading, facts.join('\n'), ...words].join('\n\n');
}

function describeDuty({ channel, organization, at, due, settledAt }: Dossier['suppressions'][number]): string {
  const scope = `${channel === '*' ? 'every channel' : channel}, ${organization === '*' ? 'every organization' : organization}`;
  return `- ${scope}: asked ${at}, due ${due}, ${settledAt === null ? 'not settled yet' : `settled ${settledAt}`}`;
}
