import { html, nothing, type TemplateResult } from 'lit';
import type { EntryHead } from '../../../schema/wire/authored.ts';
import { call, listAll } from '../api.ts';
import { nameOf, Screen } from '../screen.ts';
import { loadCampaign, type Campaign } from './campaign.ts';
import { restoreEntry } from './entry-calls.ts';
import { kindName, nameOfSlug } from './field-words.ts';
import { listWords as words } from './list-words.ts';
import { listNational, type National } from './national.ts';
import type { Form } from './schema.ts';

/** The entries of a kind: the chapter's own, what it changes or hides of the national ones, and what it may change. */
class Entries extends Screen {
  static override properties = {
    ...Screen.properties,
    campaign: { state: true },
    heads: { state: true },
    gone: { state: true },
    national: { state: true },
  };
  declare campaign: Campaign | null;
  declare heads: readonly EntryHead[];
  declare gone: readonly EntryHead[];
  declare national: readonly National[];

  constructor() {
    super();
    this.campaign = null;
    this.heads = [];
    this.gone = [];
    this.national = [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.attempt(() => this.#load());
  }

  async #load(): Promise<void> {
    const campaign = await loadCampaign();
    const { chapter, plural } = this.params;
    const form = campaign.forms.find((each) => each.plural === plural)!;
    const path = `/v1/manage/${plural}?chapter=${chapter}&limit=100`;
    [this.heads, this.gone, this.national] = await Promise.all([
      listAll<EntryHead>(path),
      listAll<EntryHead>(`${path}&removed=true`),
      chapter === 'national' ? [] : listNational(form, campaign.defaultLocale),
    ]);
    this.campaign = campaign;
  }

  get #form(): Form {
    return this.campaign!.forms.find(({ plural }) => plural === this.params['plural'])!;
  }

  #act(said: string, work: () => Promise<unknown>): void {
    void this.attempt(async () => {
      await work();
      await this.#load();
      this.context.announce(said);
    });
  }

  #hide(slug: string): void {
    const { chapter, plural } = this.params;
    const body = { slug, mode: 'hide', status: 'published', shared: {}, translations: {} };
    const path = `/v1/manage/${plural}?chapter=${chapter}`;
    this.#act(this.say(words).isHidden, () => call('POST', path, { body }));
  }

  /** The national words show again. */
  #letGo({ slug, revision }: EntryHead): void {
    const { chapter, plural } = this.params;
    const path = `/v1/manage/${plural}/${slug}?chapter=${chapter}`;
    this.#act(this.say(words).isShown, () => call('DELETE', path, { match: `"revision-${revision}"` }));
  }

  #restore({ slug }: EntryHead): void {
    const { chapter, plural } = this.params as { chapter: string; plural: string };
    this.#act(this.say(words).isRestored, () => restoreEntry({ chapter, plural, slug }));
  }

  #titleOf({ slug, title }: EntryHead): string {
    const national = this.national.find((each) => each.slug === slug);
    return title ?? (national === undefined ? nameOfSlug(slug) : String(national.fields[this.#form.titleField]));
  }

  protected override render(): TemplateResult {
    if (this.campaign === null) return this.renderProblem();
    const say = this.say(words);
    const { lang, chapters } = this.context;
    const { chapter, plural } = this.params;
    const own = chapters.find(({ slug }) => slug === chapter);
    const kind = kindName(this.#form.name, lang);
    const changed = this.heads.filter(({ mode }) => mode !== 'own');
    const free = this.national.filter(({ slug }) => this.heads.every((head) => head.slug !== slug));
    return html`<p class="trail"><a href="/desk/chapters/${chapter}/entries">${say.back}</a></p>
      <h1>${kindName(this.#form.name, lang, true)}</h1>
      <p>
        <a class="button" href="/desk/chapters/${chapter}/new/${plural}">${say.write.replace('{kind}', kind)}</a>
      </p>
      ${this.renderProblem()}
      ${this.#renderGroup(
        own === undefined ? say.own : say.ownOf.replace('{chapter}', nameOf(own, lang)),
        this.heads.filter(({ mode }) => mode === 'own').map((head) => this.#renderOwn(head)),
        say.noOwn,
      )}
      ${
        chapter === 'national'
          ? nothing
          : html`${this.#renderGroup(
              say.changed,
              changed.map((head) => this.#renderOver(head)),
              say.noChanged,
            )}
            ${this.#renderGroup(
              say.national,
              free.map((each) => this.#renderNational(each)),
              say.noNational,
            )}`
      }
      ${
        this.gone.length === 0
          ? nothing
          : html`<details class="later">
              <summary>${say.removed}</summary>
              <ul class="plain">
                ${this.gone.map((head) => this.#renderRemoved(head))}
              </ul>
            </details>`
      }`;
  }

  #renderGroup(heading: string, rows: TemplateResult[], empty: string): TemplateResult {
    return html`<section class="rest">
      <h2>${heading}</h2>
      ${
        rows.length === 0
          ? html`<p class="note">${empty}</p>`
          : html`<ul class="plain">
              ${rows}
            </ul>`
      }
    </section>`;
  }

  #renderOwn(head: EntryHead): TemplateResult {
    const { chapter, plural } = this.params;
    return html`<li class="row">
      <div>
        <a class="strong" href="/desk/chapters/${chapter}/entries/${plural}/${head.slug}">${this.#titleOf(head)}</a>
        <p class="caption">${this.#stateOf(head)} ${this.#renderTranslations(head)}</p>
      </div>
    </li>`;
  }

  #renderOver(head: EntryHead): TemplateResult {
    const say = this.say(words);
    const { chapter, plural } = this.params;
    const title = this.#titleOf(head);
    const isHidden = head.mode === 'hide';
    return html`<li class="row">
      <div>
        ${
          isHidden
            ? html`<span class="strong">${title}</span>`
            : html`<a class="strong" href="/desk/chapters/${chapter}/entries/${plural}/${head.slug}">${title}</a>`
        }
        <p class="caption">
          ${isHidden ? say.hidden : say.over} · ${this.#stateOf(head)}
          ${head.upstreamMoved ? html`<strong class="heed">${say.moved}</strong>` : nothing}
        </p>
      </div>
      <button
        class="link"
        ?disabled=${this.isBusy}
        aria-label="${isHidden ? say.showAgain : say.letGo}: ${title}"
        @click=${() => this.#letGo(head)}
      >
        ${isHidden ? say.showAgain : say.letGo}
      </button>
    </li>`;
  }

  #renderNational({ slug, fields }: National): TemplateResult {
    const say = this.say(words);
    const { chapter, plural } = this.params;
    const title = String(fields[this.#form.titleField]);
    return html`<li class="row">
      <div><a class="strong" href="/desk/chapters/${chapter}/entries/${plural}/${slug}">${title}</a></div>
      <button class="link" ?disabled=${this.isBusy} aria-label="${say.hide}: ${title}" @click=${() => this.#hide(slug)}>
        ${say.hide}
      </button>
    </li>`;
  }

  #renderRemoved(head: EntryHead): TemplateResult {
    const say = this.say(words);
    return html`<li class="row">
      <span>${this.#titleOf(head)}</span>
      <button
        class="link"
        ?disabled=${this.isBusy}
        aria-label="${say.restore}: ${this.#titleOf(head)}"
        @click=${() => this.#restore(head)}
      >
        ${say.restore}
      </button>
    </li>`;
  }

  #stateOf({ status, revision, publishedRevision }: EntryHead): string {
    const say = this.say(words);
    if (status === 'draft') return publishedRevision === null ? say.draft : say.leaving;
    if (publishedRevision === null) return say.ready;
    return publishedRevision === revision ? say.live : say.changedSince;
  }

  #renderTranslations({ translations }: EntryHead): TemplateResult | typeof nothing {
    const say = this.say(words);
    const missing = Object.keys(translations).filter((tag) => translations[tag] !== 'current');
    if (missing.length === 0) return nothing;
    const texts = missing.map((tag) => `${tag}: ${translations[tag] === 'stale' ? say.stale : say.missing}`);
    return html`· <strong class="heed">${texts.join(', ')}</strong>`;
  }
}

customElements.define('desk-entries', Entries);
