import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Release } from '../../../schema/wire/managed-release.ts';
import type { ReleaseChanges } from '../../../schema/wire/release-changes.ts';
import { call, type ProblemError } from '../api.ts';
import { ask } from '../ask.ts';
import { LoadedScreen } from '../loaded-screen.ts';
import { showTime } from '../publishing/clock.ts';
import { kindName } from '../publishing/field-words.ts';
import { renderDifferences } from '../publishing/pending-list.ts';
import '../publishing/differences.ts';
import { fill, publishing } from '../publishing/words.ts';
import { may } from '../session.ts';
import { listMissed, renderMissed, type Missed } from './missed.ts';
import { history } from './words.ts';

/** What a chapter published, what each publish changed, and the way back to it. */
class History extends LoadedScreen {
  static override properties = {
    ...LoadedScreen.properties,
    releases: { state: true },
    missed: { state: true },
    changes: { state: true },
  };
  /** Newest first. */
  declare releases: readonly Release[] | null;
  /** What was scheduled and did not happen. */
  declare missed: readonly Missed[];
  /** By the release's id, once somebody asked. */
  declare changes: ReadonlyMap<string, ReleaseChanges>;

  constructor() {
    super();
    this.releases = null;
    this.missed = [];
    this.changes = new Map();
  }

  get #chapter(): string {
    return this.params['chapter']!;
  }

  get #isAllowed(): boolean {
    return may(this.context.session, 'publish', { chapter: this.#chapter });
  }

  get #timeZone(): string | undefined {
    return this.context.chapters.find(({ slug }) => slug === this.#chapter)?.timeZone;
  }

  protected override async load(): Promise<void> {
    if (!this.#isAllowed) return;
    const [releases, missed] = await Promise.all([
      call<Release[]>('GET', `/v1/manage/chapters/${this.#chapter}/releases`),
      listMissed(this.#chapter),
    ]);
    // Previews were never what readers saw.
    this.releases = releases.data.filter(({ isLive, retiredAt }) => isLive || retiredAt !== null);
    this.missed = missed;
  }

  protected override render(): TemplateResult {
    const words = this.say(history);
    const publish = `/desk/chapters/${this.#chapter}/publish`;
    return html`<p class="trail"><a href=${publish}>${this.say(publishing).title}</a></p>
      <h1>${words.title}</h1>
      ${this.renderProblem()}
      <p>${this.#isAllowed ? words.about : words.mayNot}</p>
      ${this.renderDone()}
      ${
        this.releases?.length === 0
          ? html`<p>${words.none}</p>
              <p><a class="button" href=${publish}>${words.toPublish}</a></p>`
          : nothing
      }
      <ol class="changes narrow">
        ${repeat(
          this.#rows,
          ({ id }) => id,
          ({ row }) => row,
        )}
      </ol>`;
  }

  /** Releases, and what was missed between them, newest first. */
  get #rows(): { id: string; at: string; row: TemplateResult }[] {
    const releases = this.releases ?? [];
    return [
      ...releases.map((each) => ({ id: each.id, at: each.createdAt, row: this.#renderRelease(each) })),
      ...this.missed.map((each) => ({
        id: each.id,
        at: each.endedAt ?? each.at,
        row: renderMissed(each, this.context.lang),
      })),
    ].toSorted((a, b) => b.at.localeCompare(a.at));
  }

  #renderRelease(release: Release): TemplateResult {
    const words = this.say(history);
    const { id, createdAt, publishedBy, isLive, shownAgain } = release;
    const when = showTime(createdAt, this.context.lang, this.#timeZone);
    return html`<li>
      <div>
        <p class="when">
          <strong>${when}</strong>
          ${publishedBy === null ? nothing : html`<span>${fill(words.by, { who: publishedBy })}</span>`}
          ${isLive ? html`<span class="tag">${words.live}</span>` : nothing}
        </p>
        ${shownAgain.map(
          ({ at, by }) =>
            html`<p class="note">
              ${fill(words.again, { when: showTime(at, this.context.lang, this.#timeZone), who: by })}
            </p>`,
        )}
        <details @toggle=${({ target }: Event) => (target as HTMLDetailsElement).open && void this.#look(id)}>
          <summary>${words.what}<span class="hidden">: ${when}</span></summary>
          ${this.#renderChanges(this.changes.get(id))}
        </details>
        ${
          isLive
            ? nothing
            : html`<p>
                <button class="link" ?disabled=${this.isBusy} @click=${() => void this.#bringBack(release, when)}>
                  ${words.back}<span class="hidden">: ${when}</span>
                </button>
              </p>`
        }
      </div>
    </li>`;
  }

  #renderChanges(changes: ReleaseChanges | undefined): TemplateResult {
    const words = this.say(history);
    if (changes === undefined) return html`<p class="note">${words.wait}</p>`;
    const { hasNewBase, entries } = changes;
    if (entries.length === 0) return html`<p>${hasNewBase ? words.beneathOnly : words.nothing}</p>`;
    const { lang } = this.context;
    return html`${hasNewBase ? html`<p>${words.beneath}</p>` : nothing}
      <ul class="changes">
        ${entries.map(
          ({ kind, plural, slug, title, change, differences }) =>
            html`<li>
              <div>
                <p>
                  <span class="kind">${kindName(kind, lang)}</span>
                  <a href="/desk/chapters/${this.#chapter}/entries/${plural}/${slug}/versions">${title ?? slug}</a>
                </p>
                <p class="what">${words.change[change]}</p>
                ${renderDifferences(differences, title ?? slug, { words: this.say(publishing), lang })}
              </div>
            </li>`,
        )}
      </ul>`;
  }

  async #look(id: string): Promise<void> {
    if (this.changes.has(id)) return;
    await this.attempt(async () => {
      const path = `/v1/manage/chapters/${this.#chapter}/releases/${id}/changes`;
      const { data } = await call<ReleaseChanges>('GET', path);
      this.changes = new Map([...this.changes, [id, data]]);
    });
  }

  async #bringBack({ id }: Release, when: string): Promise<void> {
    const words = this.say(history);
    const text = fill(words.backText, { when });
    if (!(await ask({ lang: this.context.lang, title: words.backTitle, text, yes: words.back }))) return;
    const path = `/v1/manage/chapters/${this.#chapter}/rollback`;
    await this.act(words.backDone, () => call('POST', path, { body: { release: id } }));
  }

  protected override explain(error: ProblemError): string {
    return error.problem.code === 'under_embargo' ? this.say(history).embargo : super.explain(error);
  }
}

customElements.define('desk-history', History);
