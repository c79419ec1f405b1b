import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Difference, Version } from '../../../schema/wire/authored.ts';
import { call, ProblemError, type Answer } from '../api.ts';
import { ask } from '../ask.ts';
import { LoadedScreen } from '../loaded-screen.ts';
import { showTime } from '../publishing/clock.ts';
import '../publishing/differences.ts';
import { fill } from '../publishing/words.ts';
import { may } from '../session.ts';
import type { Place } from '../writing/drafts.ts';
import { compareVersions, listVersions, readEntry, readVersion, restoreEntry } from '../writing/entry-calls.ts';
import type { Entry } from '../writing/source.ts';
import { history } from './words.ts';

/** The versions that an entry had, what each changed, and the way back to it. */
class Versions extends LoadedScreen {
  static override properties = {
    ...LoadedScreen.properties,
    entry: { state: true },
    versions: { state: true },
    next: { state: true },
    differences: { state: true },
  };
  /** Null where it was removed. */
  declare entry: Entry | null;
  /** Names the state that was read. */
  #etag: string | null = null;
  /** Newest first. */
  declare versions: readonly Version[] | null;
  /** Address of the older ones, where there are. */
  declare next: string | undefined;
  /** From the version before, by revision, once somebody asked. */
  declare differences: ReadonlyMap<number, readonly Difference[]>;

  constructor() {
    super();
    this.entry = null;
    this.versions = null;
    this.differences = new Map();
  }

  get #place(): Place {
    const { chapter, plural, slug } = this.params;
    return { chapter: chapter!, plural: plural!, slug: slug! };
  }

  protected override async load(): Promise<void> {
    const [versions, answer] = await Promise.all([listVersions(this.#place), readIfThere(this.#place)]);
    this.versions = versions.data;
    this.next = versions.next;
    this.entry = answer?.data ?? null;
    this.#etag = answer?.etag ?? null;
  }

  protected override render(): TemplateResult {
    const words = this.say(history);
    const { chapter, plural, slug } = this.#place;
    const entries = `/desk/chapters/${chapter}/entries/${plural}`;
    return html`<p class="trail"><a href=${this.entry === null ? entries : `${entries}/${slug}`}>${words.edit}</a></p>
      <h1>${fill(words.entryTitle, { title: this.entry?.title ?? slug })}</h1>
      ${this.renderProblem()}
      <p>${words.entryAbout}</p>
      ${this.renderDone(html`<p><a href="/desk/chapters/${chapter}/publish">${words.publish}</a></p>`)}
      <ol class="changes narrow">
        ${repeat(
          this.versions ?? [],
          ({ revision }) => revision,
          (version, index) => this.#renderVersion(version, index),
        )}
      </ol>
      ${
        this.next === undefined
          ? nothing
          : html`<p>
              <button class="link" ?disabled=${this.isBusy} @click=${() => void this.#more()}>${words.more}</button>
            </p>`
      }`;
  }

  #renderVersion({ revision, changedAt, changedBy, removes }: Version, index: number): TemplateResult {
    const words = this.say(history);
    const { lang, session, chapters } = this.context;
    const { chapter } = this.#place;
    const when = showTime(changedAt, lang, chapters.find(({ slug }) => slug === chapter)?.timeZone);
    const isNewest = index === 0;
    const marks = [
      isNewest ? words.newest : null,
      revision === this.entry?.publishedRevision ? words.published : null,
      removes ? words.removed : null,
    ].filter((mark) => mark !== null);
    const mayRestore = !isNewest && !removes && may(session, this.entry === null ? 'create' : 'update', { chapter });
    return html`<li tabindex="-1">
      <div>
        <p class="when">
          <strong>${when}</strong> <span>${fill(words.by, { who: changedBy })}</span>
          ${marks.length === 0 ? nothing : html`<span class="tag">${marks.join(' · ')}</span>`}
        </p>
        ${removes ? nothing : this.#renderWhat(revision, when)}
        ${
          mayRestore
            ? html`<p>
                <button class="link" ?disabled=${this.isBusy} @click=${() => void this.#restore(revision)}>
                  ${words.restore}<span class="hidden">: ${when}</span>
                </button>
              </p>`
            : nothing
        }
      </div>
    </li>`;
  }

  #renderWhat(revision: number, when: string): TemplateResult {
    const words = this.say(history);
    const differences = this.differences.get(revision);
    return html`<details
      @toggle=${({ target }: Event) => (target as HTMLDetailsElement).open && void this.#look(revision)}
    >
      <summary>${revision === 1 ? words.first : words.what}<span class="hidden">: ${when}</span></summary>
      ${
        differences === undefined
          ? html`<p class="note">${words.wait}</p>`
          : html`<desk-differences .differences=${differences} .lang=${this.context.lang}></desk-differences>`
      }
    </details>`;
  }

  async #look(revision: number): Promise<void> {
    if (this.differences.has(revision)) return;
    await this.attempt(async () => {
      const all = await this.#differencesOf(revision);
      // What the server notes of itself is nobody's words.
      const differences = all.filter(({ pointer }) => !/\/(base|source)Digest$/.test(pointer));
      this.differences = new Map([...this.differences, [revision, differences]]);
    });
  }

  /** From the version before; of the first one all that it says. */
  async #differencesOf(revision: number): Promise<Difference[]> {
    if (revision > 1) return compareVersions(this.#place, revision - 1, revision);
    const { source } = await readVersion(this.#place, 1);
    const words = Object.entries(source!.translations).map(([locale, { fields }]) => ({
      pointer: `/translations/${locale}/fields`,
      after: fields,
    }));
    return [...words, { pointer: '/shared', after: source!.shared }];
  }

  async #more(): Promise<void> {
    const before = this.versions!;
    const isRead = await this.attempt(async () => {
      const older: Answer<Version[]> = await call('GET', this.next!);
      this.versions = [...before, ...older.data];
      this.next = older.next;
    });
    await this.updateComplete;
    // The button may be gone: one goes on where the older ones begin.
    const first = this.querySelectorAll<HTMLElement>('.changes > li')[before.length];
    (isRead ? first : this.querySelector<HTMLElement>('[role="alert"]'))?.focus();
  }

  async #restore(revision: number): Promise<void> {
    const words = this.say(history);
    const { lang } = this.context;
    if (!(await ask({ lang, title: words.restoreTitle, text: words.restoreText, yes: words.restore }))) return;
    const isDone = await this.act(words.restored, () => restoreEntry(this.#place, revision, this.#etag));
    // What stopped it may be new here.
    if (!isDone) await this.load().catch(() => {});
  }

  protected override explain(error: ProblemError): string {
    return error.problem.code === 'stale_revision' ? this.say(history).moved : super.explain(error);
  }
}

async function readIfThere(place: Place): Promise<Answer<Entry> | null> {
  try {
    return await readEntry(place);
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'not_found') return null;
    throw error;
  }
}

customElements.define('desk-versions', Versions);
