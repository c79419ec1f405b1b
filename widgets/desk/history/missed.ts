import { html, nothing, type TemplateResult } from 'lit';
import type { EntryHead } from '../../../schema/wire/authored.ts';
import type { ScheduledAct, ScheduleOverview } from '../../../schema/wire/schedule.ts';
import { call, listAll } from '../api.ts';
import { showTime } from '../publishing/clock.ts';
import { kindName } from '../publishing/field-words.ts';
import { fill, publishing } from '../publishing/words.ts';
import type { Lang } from '../words.ts';
import { loadCampaign } from '../writing/campaign.ts';
import { history } from './words.ts';

/** What was scheduled and did not happen, with what the entry is called, and its address at the desk. */
export interface Missed extends ScheduledAct {
  title: string;
  path: string;
}

/** What was missed in a chapter; newest first. */
export async function listMissed(chapter: string): Promise<Missed[]> {
  const { missed } = (await call<ScheduleOverview>('GET', `/v1/manage/schedule?chapter=${chapter}`)).data;
  if (missed.length === 0) return [];
  const [{ forms }, heads] = await Promise.all([
    loadCampaign(),
    listAll<EntryHead>(`/v1/manage/entries?chapter=${chapter}`),
  ]);
  return missed.map((act) => {
    const head = heads.find(({ kind, slug }) => kind === act.kind && slug === act.slug);
    const { plural } = forms.find(({ name }) => name === act.kind)!;
    const path = `/desk/chapters/${chapter}/entries/${plural}/${act.slug}/versions`;
    return { ...act, title: head?.title ?? act.slug, path };
  });
}

export function renderMissed(
  { kind, title, path, at, timeZone, createdBy, reason }: Missed,
  lang: Lang,
): TemplateResult {
  const words = history[lang];
  return html`<li>
    <div>
      <p class="when"><strong>${showTime(at, lang, timeZone)}</strong> <span class="tag">${words.missed}</span></p>
      <p><span class="kind">${kindName(kind, lang)}</span> <a href=${path}>${title}</a></p>
      <p class="note">${fill(words.planned, { who: createdBy })}</p>
      ${reason === null ? nothing : html`<p class="wrong">${publishing[lang].reasons[reason]}</p>`}
    </div>
  </li>`;
}
