import { html, nothing, type TemplateResult } from 'lit';
import type { ScheduledAct, ScheduleOverview } from '../../../schema/wire/schedule.ts';
import type { Lang } from '../words.ts';
import { showTime } from './clock.ts';
import { kindName } from './field-words.ts';
import { fill, type PublishingWords } from './words.ts';

interface Options {
  words: PublishingWords;
  lang: Lang;
  isBusy: boolean;
  /** What entries are called, by kind and slug. */
  titles: ReadonlyMap<string, string>;
  /** Null for who may not. */
  cancel: ((act: ScheduledAct) => void) | null;
}

/** How much of what is over is shown. */
const shownOver = 5;

/** Later than this is told, in seconds. */
const lateFrom = 60;

/** What happens next, what did not happen and why, and what happened late. */
export function renderSchedule({ next, missed, done }: ScheduleOverview, options: Options): TemplateResult {
  const { words, lang, isBusy, titles, cancel } = options;
  return html`<section class="part split">
    <h2>${words.next}</h2>
    <div>
      ${next.length === 0 ? html`<p class="note">${words.nextNone}</p>` : nothing}
      <ul class="changes">
        ${next.map(
          (act) =>
            html`<li>
              <div>
                <p>
                  <strong>${showTime(act.at, lang, act.timeZone)}</strong> · ${nameOf(act, options)}
                  ${words[act.action]}
                </p>
                <p class="note">${act.createdBy}</p>
                ${act.revision === act.newestRevision ? nothing : html`<p class="note">${words.newer}</p>`}
                ${
                  cancel === null
                    ? nothing
                    : html`<button
                        class="link"
                        aria-label="${words.cancel}: ${titles.get(`${act.kind}/${act.slug}`) ?? act.slug}"
                        ?disabled=${isBusy}
                        @click=${() => cancel(act)}
                      >
                        ${words.cancel}
                      </button>`
                }
              </div>
            </li>`,
        )}
      </ul>
      ${renderOver(words.missed, missed, options)} ${renderOver(words.done, done, options)}
    </div>
  </section>`;
}

function renderOver(heading: string, acts: readonly ScheduledAct[], options: Options): unknown {
  if (acts.length === 0) return nothing;
  const { words, lang } = options;
  return html`<h3>${heading}</h3>
    <ul class="changes">
      ${acts.slice(0, shownOver).map((act) => {
        const when = showTime(act.at, lang, act.timeZone);
        const isLate = act.lateSeconds >= lateFrom && act.reason === null;
        return html`<li>
          <div>
            <p>
              <strong
                >${isLate ? fill(words.late, { what: when, minutes: Math.round(act.lateSeconds / 60) }) : when}</strong
              >
              · ${nameOf(act, options)}
            </p>
            ${act.reason === null ? nothing : html`<p class="wrong">${words.reasons[act.reason]}</p>`}
          </div>
        </li>`;
      })}
    </ul>`;
}

function nameOf({ kind, slug }: ScheduledAct, { lang, titles }: Options): TemplateResult {
  return html`<span class="kind">${kindName(kind, lang)}</span> ${titles.get(`${kind}/${slug}`) ?? slug}`;
}
