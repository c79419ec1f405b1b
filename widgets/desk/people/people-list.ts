import { html, nothing, type TemplateResult } from 'lit';
import type { Grant } from '../../../schema/wire/access.ts';
import type { Invitation, Organizer } from '../../../schema/wire/desk.ts';
import { showTime } from '../publishing/clock.ts';
import { languageName } from '../publishing/field-words.ts';
import { fill } from '../publishing/words.ts';
import type { Lang } from '../words.ts';
import { rolesOf, type Held } from './roles.ts';
import type { PeopleWords } from './words.ts';

interface Options {
  words: PeopleWords;
  lang: Lang;
  chapters: readonly { slug: string; name: string }[];
}

/** What somebody may do, and where. */
export function renderHeld(grants: readonly Grant[], { words, lang, chapters }: Options): TemplateResult {
  const whereOf = (slug: string) =>
    slug === '*' ? words.everywhere : (chapters.find((each) => each.slug === slug)?.name ?? slug);
  const byRole = Map.groupBy(rolesOf(grants), (held) => roleName(held, words, lang));
  return html`${[...byRole].map(([role, held]) => {
    const where = held.map(({ chapter }) => whereOf(chapter)).join(', ');
    const does = held[0]!.role === null || isOverOne(held[0]!) ? null : words.roles[held[0]!.role][1];
    return html`<p>${role} · ${where}</p>
      ${does === null ? nothing : html`<p class="note">${does}</p>`}`;
  })}`;
}

/** All rights in one chapter are no part of those that the form offers. */
function isOverOne({ role, chapter }: Held): boolean {
  return role === 'all' && chapter !== '*';
}

function roleName(held: Held, words: PeopleWords, lang: Lang): string {
  const { role, locale, grants } = held;
  if (isOverOne(held)) return words.allHere;
  if (role === 'translate') return fill(words.into, { language: languageName(locale, lang) });
  if (role !== null) return words.roles[role][0];
  return grants
    .map((grant) => [grant.action, grant.kind, grant.locale].filter((part) => part !== '*').join(' '))
    .join(', ');
}

/** Links and people that let nobody in any more. */
export function renderPast(
  invitations: readonly Invitation[],
  organizers: readonly Organizer[],
  { words, lang }: Options,
): unknown {
  const count = invitations.length + organizers.length;
  if (count === 0) return nothing;
  const linkEnd = ({ usedAt, revokedAt }: Invitation): string => {
    if (usedAt !== null) return fill(words.used, { when: showTime(usedAt, lang) });
    return revokedAt === null ? words.ended : fill(words.linkWasRevoked, { when: showTime(revokedAt, lang) });
  };
  const end = ({ revokedAt, expiresAt }: Organizer): string =>
    fill(words.wasRevoked, { when: showTime((revokedAt ?? expiresAt)!, lang) });
  return html`<details class="later">
    <summary>${fill(words.past, { count })}</summary>
    <ul class="plain">
      ${organizers.map((each) => html`<li>${each.name} <span class="note">${end(each)}</span></li>`)}
      ${invitations.map((each) => html`<li>${each.name} <span class="note">${linkEnd(each)}</span></li>`)}
    </ul>
  </details>`;
}
