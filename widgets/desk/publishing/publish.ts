import { html, nothing, type TemplateResult } from 'lit';
import type { ManagedChapter } from '../../../schema/wire/managed-chapter.ts';
import type { Release } from '../../../schema/wire/managed-release.ts';
import type { Pending, PendingChange } from '../../../schema/wire/pending.ts';
import type { ScheduledAct, ScheduleOverview } from '../../../schema/wire/schedule.ts';
import { call } from '../api.ts';
import { ask } from '../ask.ts';
import { LoadedScreen } from '../loaded-screen.ts';
import { may } from '../session.ts';
import './at-a-time.ts';
import { showTime } from './clock.ts';
import './differences.ts';
import { renderEntry, renderDrafts } from './pending-list.ts';
import { renderSchedule } from './schedule-list.ts';
import { fill, publishing } from './words.ts';

interface Shown {
  chapter: ManagedChapter;
  pending: Pending;
  schedule: ScheduleOverview;
  /** Newest first; none for who may not publish all of the chapter. */
  releases: readonly Release[];
}

const keyOf = ({ kind, slug }: { kind: string; slug: string }) => `${kind}/${slug}`;

/** Where a chapter is published: what will change, now or at a time, what is scheduled, and how it is undone. */
class Publish extends LoadedScreen {
  static override properties = {
    ...LoadedScreen.properties,
    shown: { state: true },
    left: { state: true },
  };
  declare shown: Shown | null;
  /** Changes that are not to be published this time. */
  declare left: ReadonlySet<string>;

  constructor() {
    super();
    this.shown = null;
    this.left = new Set();
  }

  get #mayPublish(): boolean {
    return this.context.session.grants.some(
      ({ action, chapter }) => ['*', 'publish'].includes(action) && ['*', this.params['chapter']].includes(chapter),
    );
  }

  protected override async load(): Promise<void> {
    const chapter = this.params['chapter']!;
    const mayUndo = may(this.context.session, 'publish', { chapter });
    const [found, pending, schedule, releases] = await Promise.all([
      call<ManagedChapter>('GET', `/v1/manage/chapters/${chapter}`),
      call<Pending>('GET', `/v1/manage/chapters/${chapter}/changes`),
      call<ScheduleOverview>('GET', `/v1/manage/schedule?chapter=${chapter}`),
      mayUndo ? call<Release[]>('GET', `/v1/manage/chapters/${chapter}/releases`) : { data: [] },
    ]);
    this.shown = { chapter: found.data, pending: pending.data, schedule: schedule.data, releases: releases.data };
    this.left = this.#leftFor(pending.data);
  }

  /** Who comes from an entry publishes that one, unless they choose more; afterwards, and else, everything is chosen. */
  #leftFor({ entries }: Pending): ReadonlySet<string> {
    const wanted = new URLSearchParams(location.search).get('entry');
    history.replaceState(null, '', location.pathname);
    const keys = entries.map(keyOf);
    return new Set(wanted !== null && keys.includes(wanted) ? keys.filter((key) => key !== wanted) : []);
  }

  protected override render(): TemplateResult {
    const words = this.say(publishing);
    return html`<h1>${words.title}</h1>
      ${this.renderProblem()}
      ${this.shown === null ? nothing : this.renderDone(html`<p><a href=${this.#pageOf()} target="_blank">${words.see}</a></p>`)}
      ${this.shown === null ? nothing : this.#renderShown(this.shown)}`;
  }

  /** The chapter's first page, as readers see it. */
  #pageOf(): string {
    const { slug, inherits } = this.shown!.chapter;
    return inherits === null ? `/${this.context.lang}/` : `/${this.context.lang}/chapters/${slug}`;
  }

  #renderShown({ chapter, pending, schedule, releases }: Shown): TemplateResult {
    const words = this.say(publishing);
    const { lang } = this.context;
    return html`<p class="note">${fill(words.clocks, { zone: chapter.timeZone })}</p>
      <section class="part split">
        <h2>${words.changes}</h2>
        <div>${this.#renderChanges(chapter, pending)}</div>
      </section>
      ${renderDrafts(pending.drafts, { words, lang, chapter: chapter.slug })}
      ${renderSchedule(schedule, {
        words,
        lang,
        isBusy: this.isBusy,
        titles: this.#titles(pending),
        cancel: this.#mayPublish ? (act) => void this.#cancel(act) : null,
      })}
      ${this.#renderReleases(chapter, releases)}`;
  }

  #titles({ entries, drafts }: Pending): Map<string, string> {
    return new Map([...entries, ...drafts].map((entry) => [keyOf(entry), entry.title ?? entry.slug]));
  }

  #renderChanges(chapter: ManagedChapter, pending: Pending): TemplateResult {
    const words = this.say(publishing);
    const { entries } = pending;
    const isNothing = entries.length === 0 && pending.chapter === null;
    const options = { words, lang: this.context.lang, timeZone: chapter.timeZone, chapter: chapter.slug };
    if (isNothing) {
      return html`<p>${pending.drafts.length > 0 ? words.nothingWithDrafts : words.nothing}</p>
        <p><a href="/desk/chapters/${chapter.slug}/entries">${words.write}</a></p>`;
    }
    return html`${
        pending.chapter === null
          ? nothing
          : html`<p>${pending.chapter === 'new' ? words.chapterNew : words.chapterChanged}</p>`
      }
      ${pending.frozen === null ? nothing : html`<p class="wrong">${fill(words.frozen, { what: pending.frozen })}</p>`}
      ${entries.length > 1 && this.#mayPublish ? this.#renderChooseAll() : nothing}
      <ul class="changes">
        ${entries.map((entry) =>
          renderEntry(entry, {
            ...options,
            broken: pending.broken.filter((each) => keyOf(each) === keyOf(entry)),
            isChosen: this.#isChosen(entry),
            choose: this.#mayPublish ? (isChosen) => this.#choose(entry, isChosen) : null,
          }),
        )}
      </ul>
      <p><a href="/desk/chapters/${chapter.slug}/preview">${words.preview}</a></p>
      ${this.#mayPublish ? this.#renderActs(chapter, pending) : html`<p class="note">${words.mayNot}</p>`}`;
  }

  #renderChooseAll(): TemplateResult {
    const words = this.say(publishing);
    const { entries } = this.shown!.pending;
    const isAll = this.left.size === 0;
    const flip = () => (this.left = isAll ? new Set(entries.map(keyOf)) : new Set());
    return html`<p><button class="link" @click=${flip}>${isAll ? words.chooseNone : words.choose}</button></p>`;
  }

  #renderActs({ timeZone }: ManagedChapter, pending: Pending): TemplateResult {
    const words = this.say(publishing);
    const chosen = this.#chosen;
    const isPossible = chosen.length > 0 || (pending.chapter !== null && this.left.size === 0);
    const canWait = chosen.length > 0 && chosen.every(({ change }) => !['removed', 'withdrawn'].includes(change));
    return html`<p class="acts">
        <button class="button" ?disabled=${this.isBusy || !isPossible} @click=${() => void this.#publish()}>
          ${chosen.length > 1 ? fill(words.nowCount, { count: chosen.length }) : words.now}
        </button>
        ${isPossible ? nothing : html`<span class="note">${words.none}</span>`}
        ${
          chosen.length > 0 && this.left.size > 0
            ? html`<span class="note">${fill(words.left, { count: this.left.size })}</span>`
            : nothing
        }
      </p>
      <details class="later">
        <summary>${words.later}</summary>
        ${
          canWait
            ? html`<desk-at-a-time
                .lang=${this.context.lang}
                .timeZone=${timeZone}
                .isBusy=${this.isBusy}
                @wanted=${({ detail }: CustomEvent<string>) => void this.#schedule(detail)}
              ></desk-at-a-time>`
            : html`<p class="note">${chosen.length === 0 ? words.none : words.notLater}</p>`
        }
      </details>`;
  }

  #renderReleases({ timeZone }: ManagedChapter, releases: readonly Release[]): TemplateResult {
    const words = this.say(publishing);
    const live = releases.find(({ isLive }) => isLive);
    const before = previousOf(releases);
    const { chapter } = this.params;
    return html`<section class="part split">
      <h2>${words.seen}</h2>
      <div>
        <p>
          ${
            live === undefined
              ? words.never
              : fill(words.since, { when: showTime(live.createdAt, this.context.lang, timeZone) })
          }
        </p>
        ${
          before === undefined
            ? nothing
            : html`<p>
                <button class="link" ?disabled=${this.isBusy} @click=${() => void this.#undo(before, live!)}>
                  ${words.undo}
                </button>
              </p>`
        }
        <p><a href="/desk/chapters/${chapter}/history">${words.history}</a></p>
      </div>
    </section>`;
  }

  #isChosen(entry: PendingChange): boolean {
    return entry.until === null && !this.left.has(keyOf(entry));
  }

  get #chosen(): PendingChange[] {
    return this.shown!.pending.entries.filter((entry) => this.#isChosen(entry));
  }

  #choose(entry: PendingChange, isChosen: boolean): void {
    const left = new Set(this.left);
    if (isChosen) left.delete(keyOf(entry));
    else left.add(keyOf(entry));
    this.left = left;
  }

  /** What is named in a request: exactly what was looked at, so that nothing newer slips in. */
  #request(): object {
    const entries = this.#chosen.map(({ kind, slug }) => ({ kind, slug }));
    return { chapter: this.params['chapter'], ...(entries.length > 0 && { entries }) };
  }

  async #do(said: string, work: () => Promise<unknown>): Promise<void> {
    const isDone = await this.act(said, work);
    // What stopped it may be new here.
    if (!isDone) await this.load().catch(() => {});
  }

  async #publish(): Promise<void> {
    await this.#do(this.say(publishing).published, () => call('POST', '/v1/manage/publish', { body: this.#request() }));
  }

  async #schedule(at: string): Promise<void> {
    const body = { ...this.#request(), action: 'publish', at };
    await this.#do(this.say(publishing).scheduled, () => call('POST', '/v1/manage/schedule', { body }));
  }

  async #cancel({ id, kind, slug, at, timeZone }: ScheduledAct): Promise<void> {
    const words = this.say(publishing);
    const { lang } = this.context;
    const what = this.#titles(this.shown!.pending).get(keyOf({ kind, slug })) ?? slug;
    const text = fill(words.cancelText, { what, when: showTime(at, lang, timeZone) });
    if (!(await ask({ lang, title: words.cancelTitle, text, yes: words.cancel }))) return;
    await this.#do(words.cancelled, () => call('DELETE', `/v1/manage/schedule/${id}`));
  }

  async #undo(before: Release, live: Release): Promise<void> {
    const words = this.say(publishing);
    const { lang } = this.context;
    const { slug, timeZone } = this.shown!.chapter;
    const text = fill(words.undoText, { when: showTime(live.createdAt, lang, timeZone) });
    if (!(await ask({ lang, title: words.undoTitle, text, yes: words.undo }))) return;
    await this.#do(words.undone, () =>
      call('POST', `/v1/manage/chapters/${slug}/rollback`, { body: { release: before.id } }),
    );
  }
}

/** What readers saw before what they see now. */
function previousOf(releases: readonly Release[]): Release | undefined {
  const retired = releases.filter(({ retiredAt }) => retiredAt !== null);
  return retired.toSorted((a, b) => (a.retiredAt! < b.retiredAt! ? 1 : -1))[0];
}

customElements.define('desk-publish', Publish);
