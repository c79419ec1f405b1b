import { html, nothing, svg, type TemplateResult } from 'lit';
import type { ChapterActivity, ManagedChapter } from '../../../schema/wire/managed-chapter.ts';
import { call, listAll } from '../api.ts';
import { LoadedScreen } from '../loaded-screen.ts';
import { showTime } from '../publishing/clock.ts';
import { languageName } from '../publishing/field-words.ts';
import { fill } from '../publishing/words.ts';
import { nameOf } from '../screen.ts';
import { may } from '../session.ts';
import { national } from './words.ts';

interface Row extends ChapterActivity {
  about: ManagedChapter;
}

type Share = ChapterActivity['locales'][number];

/** All chapters that one may see, and how each fares. */
class Chapters extends LoadedScreen {
  static override properties = { ...LoadedScreen.properties, rows: { state: true } };
  declare rows: readonly Row[] | null;

  constructor() {
    super();
    this.rows = null;
  }

  protected override async load(): Promise<void> {
    const [chapters, activity] = await Promise.all([
      listAll<ManagedChapter>('/v1/manage/chapters'),
      call<ChapterActivity[]>('GET', '/v1/manage/activity'),
    ]);
    const known = new Map(chapters.map((about) => [about.slug, about]));
    this.rows = activity.data
      .flatMap((row) => {
        const about = known.get(row.chapter);
        return about === undefined ? [] : [{ ...row, about }];
      })
      .toSorted(nationalFirst);
  }

  protected override render(): TemplateResult {
    const words = this.say(national);
    const { session, lang } = this.context;
    const mayMake = may(session, 'create', { chapter: '*', kind: 'chapter' });
    return html`<h1>${words.title}</h1>
      ${this.renderProblem()}
      <p>${this.rows?.length === 0 ? words.none : words.about}</p>
      ${mayMake ? html`<p><a class="button" href="/desk/national/chapters/new">${words.make}</a></p>` : nothing}
      ${(this.rows ?? []).map(
        (row) =>
          html`<section class="part split">
            <h2><a href="/desk/chapters/${row.chapter}">${nameOf(row.about, lang)}</a></h2>
            <div>${this.#renderFacts(row)} ${this.#renderWays(row)}</div>
          </section>`,
      )}`;
  }

  #renderFacts(row: Row): TemplateResult {
    const words = this.say(national);
    const { lang } = this.context;
    const { chapter, pending, entries, drafts } = row;
    const when = (instant: string | null) => (instant === null ? words.never : showTime(instant, lang));
    const waiting = html`<a href="/desk/chapters/${chapter}/publish">${fill(words.waiting, { count: pending })}</a>`;
    const facts: [string, unknown][] = [
      [words.published, when(row.publishedAt)],
      [words.written, when(row.changedAt)],
      [words.waits, pending === 0 ? words.nothingWaits : waiting],
      [words.entries, drafts === 0 ? entries : fill(words.entriesWith, { entries, drafts })],
      [words.languages, row.locales.map((share) => this.#renderShare(share))],
    ];
    return html`<dl class="facts">
      ${facts.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>`;
  }

  /** How much of what is written stands in a language, drawn as long as it is. */
  #renderShare({ locale, missing, stale, current }: Share): TemplateResult {
    const words = this.say(national);
    const all = missing + stale + current;
    const language = languageName(locale, this.context.lang);
    const text = fill(stale === 0 ? words.share : words.shareStale, { language, current, all, stale });
    return html`<div class="portion">
      <span>${text}</span>
      <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
        ${svg`<rect width="100" height="1" /><rect width=${all === 0 ? 0 : (100 * current) / all} height="1" />`}
      </svg>
    </div>`;
  }

  #renderWays({ chapter, about, publishedAt }: Row): TemplateResult {
    const words = this.say(national);
    const { lang } = this.context;
    const hidden = html`<span class="hidden">: ${nameOf(about, lang)}</span>`;
    const page = about.inherits === null ? `/${lang}/` : `/${lang}/chapters/${chapter}`;
    return html`<p class="acts">
      <a href="/desk/chapters/${chapter}">${words.open}${hidden}</a>
      <a href="/desk/chapters/${chapter}/coverage">${words.translate}${hidden}</a>
      <a href="/desk/chapters/${chapter}/history">${words.history}${hidden}</a>
      ${publishedAt === null ? nothing : html`<a href=${page} target="_blank">${words.page}${hidden}</a>`}
    </p>`;
  }
}

/** The national chapter, then those that were active last. */
function nationalFirst(a: Row, b: Row): number {
  if (a.about.inherits === null || b.about.inherits === null) return a.about.inherits === null ? -1 : 1;
  return lastOf(b).localeCompare(lastOf(a));
}

function lastOf({ publishedAt, changedAt }: Row): string {
  return [publishedAt ?? '', changedAt ?? ''].toSorted().at(-1)!;
}

customElements.define('desk-chapters', Chapters);
