import { html, nothing, type TemplateResult } from 'lit';
import type { Difference, Version } from '../../../schema/wire/authored.ts';
import { call, ProblemError, type Answer } from '../api.ts';
import { ask } from '../ask.ts';
import { LoadedScreen } from '../loaded-screen.ts';
import { showTime } from '../publishing/clock.ts';
import '../publishing/differences.ts';
import { fill } from '../publishing/words.ts';
import { may } from '../session.ts';
import type { Place } from '../writing/drafts.ts';
import { compareVersions, listVersions, readEntry, restoreEntry } from '../writing/entry-calls.ts';
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
    const [versions, entry] = await Promise.all([listVersions(this.#place), readIfThere(this.#place)]);
    this.versions = versions.data;
    this.next = versions.next;
    this.entry = entry;
  }

  protected override render(): TemplateResult {
    const words = this.say(history);
    const { chapter, plural, slug } = this.#place;
    return html`<h1>${fill(words.entryTitle, { title: this.entry?.title ?? slug })}</h1>
      ${this.renderProblem()}
      <p>${words.entryAbout}</p>
      ${this.renderDone(html`<p><a href="/desk/chapters/${chapter}/publish">${words.publish}</a></p>`)}
      <ol class="changes" reversed>
        ${(this.versions ?? []).map((version, index) => this.#renderVersion(version, index))}
      </ol>
      ${
        this.next === undefined
          ? nothing
          : html`<p>
              <button class="link" ?disabled=${this.isBusy} @click=${() => void this.#more()}>${words.more}</button>
            </p>`
      }
      ${
        this.entry === null
          ? nothing
          : html`<p><a href="/desk/chapters/${chapter}/entries/${plural}/${slug}">${words.edit}</a></p>`
      }`;
  }

  #renderVersion({ revision, changedAt, changedBy, removes }: Version, index: number): TemplateResult {
    const words = this.say(history);
    const { lang, session, chapters } = this.context;
    const { chapter } = this.#place;
    const when = showTime(changedAt, lang, chapters.find(({ slug }) => slug === chapter)?.timeZone);
    const isNewest = index === 0;
    const notes = [
      isNewest ? words.newest : null,
      revision === this.entry?.publishedRevision ? words.published : null,
      removes ? words.removed : null,
    ].filter((note) => note !== null);
    const mayRestore = !isNewest && !removes && may(session, this.entry === null ? 'create' : 'update', { chapter });
    return html`<li>
      <div>
        <p><strong>${when}</strong> ${fill(words.by, { who: changedBy })}</p>
        ${notes.length === 0 ? nothing : html`<p class="note">${notes.join(' · ')}</p>`}
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
    if (revision === 1) return html`<p>${words.first}</p>`;
    const differences = this.differences.get(revision);
    return html`<details
      @toggle=${({ target }: Event) => (target as HTMLDetailsElement).open && void this.#look(revision)}
    >
      <summary>${words.what}<span class="hidden">: ${when}</span></summary>
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
      const all = await compareVersions(this.#place, revision - 1, revision);
      // What the server notes of itself is nobody's words.
      const differences = all.filter(({ pointer }) => !/\/(base|source)Digest$/.test(pointer));
      this.differences = new Map([...this.differences, [revision, differences]]);
    });
  }

  async #more(): Promise<void> {
    await this.attempt(async () => {
      const older: Answer<Version[]> = await call('GET', this.next!);
      this.versions = [...this.versions!, ...older.data];
      this.next = older.next;
    });
  }

  async #restore(revision: number): Promise<void> {
    const words = this.say(history);
    const { lang } = this.context;
    if (!(await ask({ lang, title: words.restoreTitle, text: words.restoreText, yes: words.restore }))) return;
    await this.act(words.restored, () => restoreEntry(this.#place, revision));
  }
}

async function readIfThere(place: Place): Promise<Entry | null> {
  try {
    return (await readEntry(place)).data;
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'not_found') return null;
    throw error;
  }
}

customElements.define('desk-versions', Versions);
