import { html, nothing, type TemplateResult } from 'lit';
import type { ChapterActivity, ManagedChapter } from '../../../schema/wire/managed-chapter.ts';
import { call } from '../api.ts';
import { LoadedScreen } from '../loaded-screen.ts';
import { showTime } from '../publishing/clock.ts';
import { languageName } from '../publishing/field-words.ts';
import { fill } from '../publishing/words.ts';
import { may } from '../session.ts';
import { national } from './words.ts';

interface Row extends ChapterActivity {
  about: ManagedChapter;
}

/** All chapters, and how each fares. */
class Chapters extends LoadedScreen {
  static override properties = { ...LoadedScreen.properties, rows: { state: true } };
  declare rows: readonly Row[] | null;

  constructor() {
    super();
    this.rows = null;
  }

  protected override async load(): Promise<void> {
    const [chapters, activity] = await Promise.all([
      call<ManagedChapter[]>('GET', '/v1/manage/chapters'),
      call<ChapterActivity[]>('GET', '/v1/manage/activity'),
    ]);
    const known = new Map(chapters.data.map((about) => [about.slug, about]));
    this.rows = activity.data.flatMap((row) => {
      const about = known.get(row.chapter);
      return about === undefined ? [] : [{ ...row, about }];
    });
  }

  protected override render(): TemplateResult {
    const words = this.say(national);
    const mayMake = may(this.context.session, 'create', { chapter: '*', kind: 'chapter' });
    return html`<h1>${words.title}</h1>
      ${this.renderProblem()}
      <p>${this.rows?.length === 0 ? words.none : words.about}</p>
      ${mayMake ? html`<p><a href="/desk/national/chapters/new">${words.make}</a></p>` : nothing}
      ${(this.rows ?? []).map((row) => this.#renderChapter(row))}`;
  }

  #renderChapter(row: Row): TemplateResult {
    const words = this.say(national);
    const { lang } = this.context;
    const { about, pending } = row;
    const name = (about.translations[lang] ?? about.translations['en'])?.name ?? about.slug;
    const when = (instant: string | null) => (instant === null ? words.never : showTime(instant, lang, about.timeZone));
    const path = `/desk/chapters/${about.slug}`;
    return html`<section class="part split">
      <h2>${name}</h2>
      <div>
        <dl class="facts">
          <div>
            <dt>${words.published}</dt>
            <dd>${when(row.publishedAt)}</dd>
          </div>
          <div>
            <dt>${words.written}</dt>
            <dd>${when(row.changedAt)}</dd>
          </div>
          <div>
            <dt>${words.waits}</dt>
            <dd>${pending === 0 ? words.nothingWaits : html`<a href="${path}/publish">${pending}</a>`}</dd>
          </div>
          <div>
            <dt>${words.entries}</dt>
            <dd>
              ${row.drafts === 0 ? row.entries : fill(words.entriesWith, { entries: row.entries, drafts: row.drafts })}
            </dd>
          </div>
          <div>
            <dt>${words.translated}</dt>
            <dd>${this.#renderLacks(row)}</dd>
          </div>
        </dl>
        <p class="acts">
          <a href=${path}>${words.open}<span class="hidden">: ${name}</span></a>
          ${
            row.publishedAt === null
              ? nothing
              : html`<a href=${about.inherits === null ? `/${lang}/` : `/${lang}/chapters/${about.slug}`}
                  >${words.page}<span class="hidden">: ${name}</span></a
                >`
          }
        </p>
      </div>
    </section>`;
  }

  #renderLacks({ locales }: Row): unknown {
    const words = this.say(national);
    const { lang } = this.context;
    const lacking = locales.filter(({ missing, stale }) => missing + stale > 0);
    if (lacking.length === 0) return words.allThere;
    return lacking.map(
      ({ locale, missing, stale }) =>
        html`<div>${fill(words.lacks, { language: languageName(locale, lang), missing, stale })}</div>`,
    );
  }
}

customElements.define('desk-chapters', Chapters);
