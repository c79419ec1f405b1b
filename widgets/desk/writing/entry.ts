import { html, nothing, type TemplateResult } from 'lit';
import { ProblemError } from '../api.ts';
import { languageName, type Campaign } from './campaign.ts';
import { removeEntry } from './entry-calls.ts';
import { kindName } from './field-words.ts';
import { renderForm } from './form-view.ts';
import './merge-view.ts';
import { findNational, type National } from './national.ts';
import { pagePathOf } from './page-path.ts';
import './preview.ts';
import { renderSlug } from './slug-field.ts';
import { sourceLocaleOf, type Source } from './source.ts';
import { newSource, slugOf } from './start.ts';
import type { Wrong } from './schema.ts';
import { translationWords, words } from './words.ts';
import { Writing } from './writing.ts';

/** Where an entry is written: a new one, one that is there, or what a chapter changes of a national one. */
class EntryScreen extends Writing {
  static override properties = {
    ...Writing.properties,
    national: { state: true },
    locale: { state: true },
    isPreviewing: { state: true },
  };
  /** What stands under the chapter's change; null where the entry is its own. */
  declare national: National | null;
  declare locale: string;
  declare isPreviewing: boolean;

  constructor() {
    super();
    this.national = null;
    this.isPreviewing = false;
  }

  protected override async begin(campaign: Campaign): Promise<void> {
    const { slug, draft } = this.params;
    if (slug === undefined) this.#beginNew(campaign, draft ?? null);
    else await this.#open(campaign, slug);
  }

  #beginNew({ locales, defaultLocale }: Campaign, draft: string | null): void {
    const isPublished = locales.some(({ tag }) => tag === this.context.lang);
    const id = draft ?? Math.random().toString(36).slice(2, 8);
    // After a reload it goes on where it was.
    if (draft === null) history.replaceState(null, '', `${location.pathname}/${id}`);
    this.saver = this.openSaver(`~${id}`);
    this.saver.slug = '';
    this.saver.begin(newSource(this.form, isPublished ? this.context.lang : defaultLocale));
    this.locale = Object.keys(this.saver.mine.translations)[0] ?? defaultLocale;
  }

  async #open({ defaultLocale }: Campaign, slug: string): Promise<void> {
    this.saver = this.openSaver(slug);
    const { chapter } = this.params;
    try {
      await this.saver.open();
    } catch (error) {
      const isThere = !(error instanceof ProblemError) || error.problem.code !== 'not_found';
      if (isThere || chapter === 'national') throw error;
      // The chapter says nothing of its own yet: it may change what the national chapter says.
      this.national = await findNational(this.form, slug, defaultLocale);
      if (this.national === null) throw error;
      this.saver.begin({ mode: 'override', status: 'draft', shared: {}, translations: {} });
    }
    if (this.saver.mine.mode === 'override') this.national ??= await findNational(this.form, slug, defaultLocale);
    this.locale =
      this.saver.mine.mode === 'own'
        ? (sourceLocaleOf(this.saver.mine, defaultLocale) ?? defaultLocale)
        : defaultLocale;
  }

  protected override made(slug: string): void {
    const { chapter, plural } = this.params;
    // The screen stays, with what is being written: the address is what a reload comes back to.
    history.replaceState(null, '', `/desk/chapters/${chapter}/entries/${plural}/${slug}`);
  }

  /** A slug is made of a title once that is whole. */
  protected override get isNaming(): boolean {
    return this.saver.isNew && this.focused === this.#titlePointer;
  }

  get #titlePointer(): string {
    return `/translations/${this.locale}/fields/${this.form.titleField}`;
  }

  protected override wrongs(mine: Source): Map<string, Wrong> {
    const isOver = mine.mode !== 'own';
    const wrongs = this.checkEntry(mine, this.locale, isOver);
    const isEmpty = Object.keys(mine.shared).length + Object.keys(mine.translations).length === 0;
    if (isOver && isEmpty && this.saver.isNew) wrongs.set(this.#titlePointer, 'required');
    return wrongs;
  }

  #change = (mine: Source): void => {
    const title = mine.translations[this.locale]?.fields[this.form.titleField];
    const { isNew, isSlugChosen } = this.saver;
    if (isNew && !isSlugChosen && mine.mode === 'own') {
      this.saver.name(typeof title === 'string' ? slugOf(title, this.form) : '', false);
    }
    // Words in a language come with how they came there.
    const words = mine.translations[this.locale];
    if (words?.method === 'human' && this.saver.mine.translations[this.locale] === undefined) words.method = 'original';
    if (words !== undefined && Object.keys(words.fields).length === 0) delete mine.translations[this.locale];
    this.saver.change(mine);
  };

  async #publish(): Promise<void> {
    if (!this.requireWhole()) return;
    if (this.saver.mine.status === 'draft') this.saver.change({ ...this.saver.mine, status: 'published' });
    await this.saver.flush();
    if (this.saver.state !== 'saved') return;
    const { chapter } = this.params;
    this.context.go(`/desk/chapters/${chapter}/publish?entry=${this.form.name}/${this.saver.slug}`);
  }

  #remove(): void {
    const say = this.say(words);
    if (!confirm(say.removeSure.replace('{title}', this.#title))) return;
    void this.attempt(async () => {
      const { chapter, plural } = this.params;
      await this.saver.flush();
      await removeEntry({ chapter: chapter!, plural: plural!, slug: this.saver.slug }, '*');
      this.context.go(`/desk/chapters/${chapter}/entries/${plural}`);
      this.context.announce(say.removed);
    });
  }

  get #title(): string {
    const name = this.form.titleField;
    const title = this.saver.mine.translations[this.locale]?.fields[name] ?? this.national?.fields[name];
    return typeof title === 'string' && title.trim() !== '' ? title : this.say(words).untitled;
  }

  protected override render(): TemplateResult {
    if (this.campaign === null || this.saver?.mine === undefined) return this.renderProblem();
    const { chapter, plural } = this.params;
    const say = this.say(words);
    const { lang } = this.context;
    const kind = kindName(this.form.name, lang);
    return html`<p class="trail">
        <a href="/desk/chapters/${chapter}/entries/${plural}">${kindName(this.form.name, lang, true)}</a>
      </p>
      <h1>${this.saver.isNew && this.national === null ? say.newOne.replace('{kind}', kind) : this.#title}</h1>
      ${this.renderProblem()}
      <div class="desk-split" data-view=${this.isPreviewing ? 'preview' : 'write'}>
        <div class="write">
          ${this.#renderNotes()} ${this.#renderConflicts()} ${this.#renderForm()} ${this.#renderRest()}
        </div>
        ${this.isPreviewing ? html`<section class="preview" aria-label=${say.preview}>${this.#renderPreview()}</section>` : nothing}
      </div>
      ${this.#renderActions()}`;
  }

  #renderNotes(): TemplateResult {
    const say = this.say(words);
    const isMoved = this.saver.entry?.upstreamMoved === true;
    // Of words that came by a link there is a digest, and what is published has to have the same.
    const consent = this.saver.mine.shared['consent'] as { digest?: string } | undefined;
    return html`${this.national === null ? nothing : html`<p class="note">${say.overLead}</p>`}
    ${consent?.digest === undefined ? nothing : html`<p class="moved" role="note">${say.given}</p>`}
    ${
      isMoved
        ? html`<div class="moved" role="note">
            <p>${say.moved}</p>
            <button class="link" @click=${() => void this.attempt(() => this.#confirmOver())}>${say.stillFits}</button>
          </div>`
        : nothing
    }`;
  }

  /** The server notes anew what the change stands over whenever it is written. */
  async #confirmOver(): Promise<void> {
    await this.saver.affirm();
    this.context.announce(this.say(words).stillFits);
  }

  #renderConflicts(): TemplateResult | typeof nothing {
    if (this.saver.state !== 'conflict') return nothing;
    return html`<desk-merge
      .lang=${this.context.lang}
      .kind=${this.form.name}
      .mine=${this.saver.mine}
      .conflicts=${this.saver.conflicts}
      @resolved=${({ detail }: CustomEvent<Source>) => void this.saver.resolve(detail)}
    ></desk-merge>`;
  }

  #renderForm(): TemplateResult {
    const { lang } = this.context;
    const { mine, isNew, slug } = this.saver;
    const wrongs = this.wrongs(mine);
    const { form, locale, national } = this;
    const wrongAt = (pointer: string) => this.wrongAt(wrongs, pointer);
    const chapter = this.params['chapter']!;
    const rename = (value: string) => {
      this.saver.name(value, true);
      this.#change(mine);
    };
    const more = isNew && national === null ? renderSlug({ slug, lang, wrong: wrongAt('/slug'), rename }) : nothing;
    return html`${isNew && national === null ? this.#renderLanguage() : nothing}
    ${renderForm({ form, chapter, lang, source: mine, locale, national, wrongAt, change: this.#change }, more)}`;
  }

  /** In which language a new entry is written first. */
  #renderLanguage(): TemplateResult | typeof nothing {
    const { locales } = this.campaign!;
    if (locales.length < 2) return nothing;
    return html`<div class="field">
      <label for="written-in">${this.say(words).language}</label>
      <select id="written-in" @change=${({ target }: Event) => this.#writeIn((target as HTMLSelectElement).value)}>
        ${locales.map(({ tag }) => html`<option value=${tag} ?selected=${tag === this.locale}>${languageName(tag, this.context.lang)}</option>`)}
      </select>
    </div>`;
  }

  #writeIn(locale: string): void {
    const { mine } = this.saver;
    const written = mine.translations[this.locale];
    this.locale = locale;
    this.saver.change({ ...mine, translations: written === undefined ? {} : { [locale]: written } });
  }

  #renderRest(): TemplateResult | typeof nothing {
    const { entry, mine, isNew } = this.saver;
    if (isNew) return nothing;
    const say = this.say(words);
    const { chapter, plural } = this.params;
    const { lang } = this.context;
    const others = this.campaign!.locales.filter(({ tag }) => tag !== this.locale);
    return html`<section class="rest">
        <h2>${say.otherLanguages}</h2>
        <ul class="plain">
          ${others.map(({ tag }) => {
            const state = entry?.translations[tag] ?? 'missing';
            const text = say.translate
              .replace('{language}', languageName(tag, lang))
              .replace('{state}', translationWords[lang][state]);
            return html`<li>
              <a href="/desk/chapters/${chapter}/entries/${plural}/${this.saver.slug}/${tag}">${text}</a>
            </li>`;
          })}
        </ul>
      </section>
      <section class="rest">
        <label class="check">
          <input
            type="checkbox"
            .checked=${mine.status === 'draft'}
            @change=${({ target }: Event) =>
              this.#change({ ...mine, status: (target as HTMLInputElement).checked ? 'draft' : 'published' })}
          />
          ${say.keepDraft}
        </label>
        <p><a href="/desk/chapters/${chapter}/entries/${plural}/${this.saver.slug}/versions">${say.versions}</a></p>
        <p><button class="link" @click=${() => this.#remove()}>${say.remove}</button></p>
      </section>`;
  }

  #renderPreview(): TemplateResult {
    const { entry, mine, slug } = this.saver;
    const chapter = this.params['chapter']!;
    return html`<desk-page-preview
      .lang=${this.context.lang}
      .chapter=${chapter}
      .path=${pagePathOf(this.form.name, slug, { chapter, locale: this.locale, source: mine })}
      .revision=${entry?.revision ?? null}
    ></desk-page-preview>`;
  }

  #renderActions(): TemplateResult {
    const say = this.say(words);
    return html`<div class="actions">
      ${this.renderState()}
      <div class="buttons">
        <button class="link" aria-pressed=${this.isPreviewing} @click=${() => (this.isPreviewing = !this.isPreviewing)}>
          ${this.isPreviewing ? say.write : say.preview}
        </button>
        <button class="button" @click=${() => void this.#publish()}>${say.publish}</button>
      </div>
    </div>`;
  }
}

customElements.define('desk-entry', EntryScreen);
