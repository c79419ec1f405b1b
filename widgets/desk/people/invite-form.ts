import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Grant } from '../../../schema/wire/access.ts';
import type { LocaleInfo } from '../../../schema/wire/locale.ts';
import { fill } from '../publishing/words.ts';
import type { Lang } from '../words.ts';
import { grantsOf, isForAll, roles, type Role } from './roles.ts';
import { people, type PeopleWords } from './words.ts';

/** What an invitation is asked for with. */
export interface Wanted {
  name: string;
  grants: Grant[];
  days: number;
}

const dayChoices = [1, 7, 14, 30];

/** Asks for whom an invitation is, and what they may do where. Tells `wanted`. */
class InviteForm extends LitElement {
  static override properties = {
    lang: { attribute: false },
    chapters: { attribute: false },
    locales: { attribute: false },
    isBusy: { attribute: false },
    role: { state: true },
    isEverywhere: { state: true },
    isIncomplete: { state: true },
  };
  declare lang: Lang;
  /** Slugs and names. */
  declare chapters: readonly { slug: string; name: string }[];
  declare locales: readonly LocaleInfo[];
  declare isBusy: boolean;
  declare role: Role;
  declare isEverywhere: boolean;
  declare isIncomplete: boolean;

  constructor() {
    super();
    this.role = 'publish';
    this.isEverywhere = false;
    this.isIncomplete = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const words = people[this.lang];
    return html`<form class="fields" @submit=${this.#submit}>
      <div>
        <label for="invite-name">${words.name}</label>
        <p class="caption" id="invite-name-hint">${words.nameHint}</p>
        <input id="invite-name" name="name" required maxlength="100" aria-describedby="invite-name-hint" />
      </div>
      <fieldset>
        <legend>${words.role}</legend>
        ${roles.map((role) => this.#renderRole(role, words))}
      </fieldset>
      ${this.role === 'translate' ? this.#renderLocales(words) : nothing}
      ${isForAll(this.role) ? nothing : this.#renderChapters(words)}
      <div>
        <label for="invite-days">${words.days}</label>
        <p class="caption" id="invite-days-hint">${words.daysHint}</p>
        <select id="invite-days" name="days" aria-describedby="invite-days-hint">
          ${dayChoices.map(
            (count) =>
              html`<option value=${count} ?selected=${count === 7}>
                ${count === 1 ? words.day : fill(words.daysCount, { count })}
              </option>`,
          )}
        </select>
      </div>
      <button class="button" ?disabled=${this.isBusy}>${words.make}</button>
    </form>`;
  }

  #renderRole(role: Role, words: PeopleWords): TemplateResult {
    return html`<label class="check">
      <input type="radio" name="role" .checked=${this.role === role} @change=${() => (this.role = role)} />
      <span>${words.roles[role][0]} <span class="note">${words.roles[role][1]}</span></span>
    </label>`;
  }

  #renderLocales(words: PeopleWords): TemplateResult {
    return html`<div>
      <label for="invite-locale">${words.locale}</label>
      <select id="invite-locale" name="locale">
        ${this.locales.map(({ tag, name }) => html`<option value=${tag} lang=${tag}>${name}</option>`)}
      </select>
    </div>`;
  }

  #renderChapters(words: PeopleWords): TemplateResult {
    const wanted = new URLSearchParams(location.search).get('chapter');
    return html`<fieldset aria-describedby="invite-where-hint invite-where-wrong">
      <legend>${words.where}</legend>
      <p class="caption" id="invite-where-hint">${words.whereHint}</p>
      <label class="check">
        <input
          type="checkbox"
          .checked=${this.isEverywhere}
          @change=${({ target }: Event) => (this.isEverywhere = (target as HTMLInputElement).checked)}
        />
        ${words.everywhere}
      </label>
      ${
        this.isEverywhere
          ? nothing
          : html`<div class="boxes">
              ${this.chapters.map(
                ({ slug, name }) =>
                  html`<label class="check">
                    <input type="checkbox" name="chapter" value=${slug} ?checked=${slug === wanted} /> ${name}
                  </label>`,
              )}
            </div>`
      }
      <div id="invite-where-wrong" role="alert">
        ${this.isIncomplete ? html`<p class="wrong">${words.chooseOne}</p>` : nothing}
      </div>
    </fieldset>`;
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const chapters = this.isEverywhere || isForAll(this.role) ? ['*'] : (given.getAll('chapter') as string[]);
    this.isIncomplete = chapters.length === 0;
    if (this.isIncomplete) return;
    const detail: Wanted = {
      name: given.get('name') as string,
      grants: grantsOf(this.role, chapters, (given.get('locale') as string | null) ?? '*'),
      days: Number(given.get('days')),
    };
    this.dispatchEvent(new CustomEvent('wanted', { detail }));
  };
}

customElements.define('desk-invite-form', InviteForm);
