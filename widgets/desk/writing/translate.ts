import { html, nothing, type TemplateResult } from 'lit';
import type { Change } from 'diff';
import { languageName, type Campaign } from './campaign.ts';
import { labelOf } from './field-words.ts';
import { renderField } from './fields.ts';
import { localizedParts, shown } from './form-view.ts';
import { findMadeFrom } from './made-from.ts';
import { renderChanges } from './merge-view.ts';
import { pagePathOf } from './page-path.ts';
import './preview.ts';
import { check, checkPictures, type Wrong } from './schema.ts';
import { sourceLocaleOf, withValue, type Method, type Source } from './source.ts';
import { translateWords as words } from './translate-words.ts';
import { methodWords, words as writingWords } from './words.ts';
import { Writing } from './writing.ts';

/** Where words are translated: beside those that they are made from. */
class Translate extends Writing {
  static override properties = {
    ...Writing.properties,
    from: { state: true },
    changes: { state: true },
    isPreviewing: { state: true },
  };
  /** The language that it is translated from. */
  declare from: string | null;
  /** What changed in the source since it was translated, by field. */
  declare changes: ReadonlyMap<string, Change[]>;
  declare isPreviewing: boolean;

  constructor() {
    super();
    this.from = null;
    this.changes = new Map();
    this.isPreviewing = false;
  }

  protected override async begin({ defaultLocale }: Campaign): Promise<void> {
    const { slug, locale } = this.params as { slug: string; locale: string };
    this.saver = this.openSaver(slug, locale);
    await this.saver.open();
    this.from = sourceLocaleOf(this.saver.mine, defaultLocale);
    await this.#compare(defaultLocale);
  }

  /** What changed since: of a stale translation, between the words that it was made from and those of now. */
  async #compare(defaultLocale: string): Promise<void> {
    const { entry, place, mine } = this.saver;
    const locale = this.params['locale']!;
    const digest = entry?.source.translations[locale]?.sourceDigest;
    if (entry?.translations[locale] !== 'stale' || digest === undefined || this.from === null) return;
    const before = await findMadeFrom(place, digest, defaultLocale);
    if (before === null) return;
    const { diffWords } = await import('diff');
    const now = mine.translations[this.from]!.fields;
    const all = Object.keys(now)
      .filter((name) => typeof now[name] === 'string' && now[name] !== before[name])
      .map((name) => [name, diffWords(textOf(before[name]), textOf(now[name]))] as const);
    this.changes = new Map(all);
  }

  protected override wrongs(mine: Source): Map<string, Wrong> {
    const locale = this.params['locale']!;
    const words = mine.translations[locale];
    if (words === undefined) return new Map();
    const at = `/translations/${locale}/fields`;
    return new Map([
      ...checkPictures(this.form, mine.shared, words.fields, at),
      ...check(this.form.localized, words.fields, at, mine.mode !== 'own'),
    ]);
  }

  #change = (next: Source): void => {
    const locale = this.params['locale']!;
    const fields = next.translations[locale]?.fields ?? {};
    const { [locale]: mine, ...others } = next.translations;
    // Nothing but an empty form is no translation.
    const isEmpty = Object.values(fields).every((value) => value === undefined || value === null);
    const isKept = !isEmpty || this.saver.entry?.source.translations[locale] !== undefined;
    this.saver.change({ ...next, translations: isKept ? { ...others, [locale]: mine! } : others });
  };

  async #affirm(): Promise<void> {
    await this.attempt(() => this.saver.affirm());
    this.changes = new Map();
    this.context.announce(this.say(words).affirmed);
  }

  protected override render(): TemplateResult {
    if (this.campaign === null || this.saver?.mine === undefined || this.from === null) return this.renderProblem();
    const say = this.say(words);
    const { lang } = this.context;
    const { chapter, plural, slug, locale } = this.params as Record<string, string>;
    const title = textOf(this.saver.mine.translations[this.from]?.fields[this.form.titleField]) || slug!;
    return html`<p class="trail"><a href="/desk/chapters/${chapter}/entries/${plural}/${slug}">${title}</a></p>
      <h1>${say.title.replace('{language}', languageName(locale!, lang))}</h1>
      ${this.renderProblem()} ${this.#renderStale()}
      <div class="desk-split" data-view=${this.isPreviewing ? 'preview' : 'write'}>
        <div class="write">${this.#renderMethod()} ${this.#renderPairs()}</div>
        ${
          this.isPreviewing
            ? html`<section class="preview" aria-label=${this.say(writingWords).preview}>
                ${this.#renderPreview()}
              </section>`
            : nothing
        }
      </div>
      <div class="actions">
        ${this.renderState()}
        <div class="buttons">
          <button
            class="link"
            aria-pressed=${this.isPreviewing}
            @click=${() => (this.isPreviewing = !this.isPreviewing)}
          >
            ${this.isPreviewing ? this.say(writingWords).write : this.say(writingWords).preview}
          </button>
          <a class="button" href="/desk/chapters/${chapter}/coverage">${say.done}</a>
        </div>
      </div>`;
  }

  #renderStale(): TemplateResult | typeof nothing {
    const say = this.say(words);
    if (this.saver.entry?.translations[this.params['locale']!] !== 'stale') return nothing;
    return html`<div class="moved" role="note">
      <p><strong>${say.stale}</strong></p>
      ${[...this.changes].map(
        ([name, changes]) =>
          html`<p class="caption">${labelOf(this.form.name, name, this.context.lang)}</p>
            <div lang=${this.from!}>${renderChanges(changes)}</div>`,
      )}
      <button class="link" ?disabled=${this.isBusy} @click=${() => void this.#affirm()}>${say.affirm}</button>
    </div>`;
  }

  /** How the words came into this language: readers are told. */
  #renderMethod(): TemplateResult {
    const say = this.say(words);
    const locale = this.params['locale']!;
    const { mine } = this.saver;
    const method = mine.translations[locale]?.method ?? 'human';
    const take = (each: Method) => this.#change(withValue(mine, `/translations/${locale}/method`, each));
    return html`<fieldset class="group method">
      <legend>${say.method}</legend>
      ${(['human', 'machine', 'reviewed'] as const).map(
        (each) =>
          html`<label class="check">
            <input
              type="radio"
              name="method"
              .checked=${each === method}
              ?disabled=${mine.translations[locale] === undefined}
              @change=${() => take(each)}
            />
            ${methodWords[this.context.lang][each]}
          </label>`,
      )}
    </fieldset>`;
  }

  #renderPairs(): TemplateResult {
    const { mine } = this.saver;
    const { form, from } = this;
    const { lang } = this.context;
    const { chapter, locale } = this.params as { chapter: string; locale: string };
    const wrongs = this.wrongs(mine);
    const wrongAt = (pointer: string) => this.wrongAt(wrongs, pointer);
    const source = mine.translations[from!]?.fields ?? {};
    const parts = localizedParts({
      form,
      chapter,
      lang,
      source: mine,
      locale,
      national: null,
      wrongAt,
      change: this.#change,
    });
    return html`${parts
      // What the source does not say is not translated.
      .filter(({ name, value }) => (source[name] ?? value) != null)
      .map(
        ({ name, schema, pointer, value, isRequired }) =>
          html`<div class="pair-of-words">
            <div>
              <p class="caption">${languageName(from!, lang)}</p>
              <div lang=${from!}>${shown(source[name])}</div>
            </div>
            ${renderField({
              kind: form.name,
              chapter,
              name,
              schema,
              value,
              pointer,
              isRequired,
              lang,
              textLang: locale,
              wrongAt,
              change: (next) => this.#change(withValue(mine, pointer, next)),
            })}
          </div>`,
      )}`;
  }

  #renderPreview(): TemplateResult {
    const { entry, mine, slug } = this.saver;
    const { chapter, locale } = this.params as { chapter: string; locale: string };
    return html`<desk-page-preview
      .lang=${this.context.lang}
      .chapter=${chapter}
      .path=${pagePathOf(this.form.name, slug, { chapter, locale, source: mine })}
      .revision=${entry?.revision ?? null}
    ></desk-page-preview>`;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

customElements.define('desk-translate', Translate);
