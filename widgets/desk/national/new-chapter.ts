import { html, nothing, type TemplateResult } from 'lit';
import type { ManagedChapter } from '../../../schema/wire/managed-chapter.ts';
import { call, type ProblemError } from '../api.ts';
import { languageName } from '../publishing/field-words.ts';
import { fill } from '../publishing/words.ts';
import { Screen } from '../screen.ts';
import { may } from '../session.ts';
import { slugOf, states } from './states.ts';
import { national } from './words.ts';

const zones = [...new Set(states.map(({ timeZone }) => timeZone))].toSorted();

/** A chapter, made in one form. */
class NewChapter extends Screen {
  static override properties = {
    ...Screen.properties,
    given: { state: true },
    made: { state: true },
  };
  /** What stands in the fields, by their names. */
  declare given: Readonly<Record<string, string>>;
  declare made: ManagedChapter | null;

  constructor() {
    super();
    this.given = {};
    this.made = null;
  }

  protected override render(): TemplateResult {
    const words = this.say(national);
    const isAllowed = may(this.context.session, 'create', { chapter: '*', kind: 'chapter' });
    return html`<p class="trail"><a href="/desk/national/chapters">${words.chapters}</a></p>
      <h1>${words.newTitle}</h1>
      ${this.renderProblem()}
      <div data-after tabindex="-1">${this.made === null ? nothing : this.#renderMade(this.made)}</div>
      ${this.made === null ? html`<p>${isAllowed ? words.newAbout : words.mayNot}</p>` : nothing}
      ${isAllowed && this.made === null ? this.#renderForm() : nothing}`;
  }

  #renderMade({ slug, translations }: ManagedChapter): TemplateResult {
    const words = this.say(national);
    return html`<p class="done">${fill(words.made, { name: translations['en']!.name })}</p>
      <h2>${words.next}</h2>
      <ul class="begin">
        ${
          may(this.context.session, 'tokens', { chapter: '*' })
            ? html`<li><a class="button" href="/desk/people?chapter=${slug}">${words.invite}</a></li>`
            : nothing
        }
        <li><a class="strong" href="/desk/chapters/${slug}/entries">${words.write}</a></li>
        <li><a class="strong" href="/desk/chapters/${slug}/publish">${words.publish}</a></li>
      </ul>`;
  }

  #renderForm(): TemplateResult {
    const words = this.say(national);
    return html`<form class="fields" @submit=${this.#submit} @input=${this.#note}>
      <div>
        <label for="state">${words.state}</label>
        <p class="caption" id="state-hint">${words.stateHint}</p>
        <select id="state" name="state" required aria-describedby="state-hint" @change=${this.#choose}>
          <option value="">${words.choose}</option>
          ${states.map(({ code, name }) => html`<option value=${code}>${name}</option>`)}
        </select>
      </div>
      ${this.#renderWords('en')}
      <div>
        <label for="slug">${words.slug}</label>
        <p class="caption" id="slug-hint">${words.slugHint}</p>
        <input
          id="slug"
          name="slug"
          required
          pattern="[a-z0-9]+(-[a-z0-9]+)*"
          maxlength="60"
          .value=${this.given['slug'] ?? ''}
          aria-describedby="slug-hint"
        />
      </div>
      <div>
        <label for="zone">${words.zone}</label>
        <p class="caption" id="zone-hint">${words.zoneHint}</p>
        <select id="zone" name="zone" required aria-describedby="zone-hint">
          <option value="">${words.choose}</option>
          ${zones.map((zone) => html`<option value=${zone} ?selected=${this.given['zone'] === zone}>${zone}</option>`)}
        </select>
      </div>
      <details class="later">
        <summary>${words.spanish}</summary>
        <div class="fields">${this.#renderWords('es')}</div>
      </details>
      <button class="button" ?disabled=${this.isBusy}>${words.make}</button>
    </form>`;
  }

  #renderWords(locale: 'en' | 'es'): TemplateResult {
    const words = this.say(national);
    const language = languageName(locale, this.context.lang);
    const isNeeded = locale === 'en';
    return html`<div>
        <label for="name-${locale}">${fill(words.name, { language })}</label>
        <input
          id="name-${locale}"
          name="name-${locale}"
          ?required=${isNeeded}
          maxlength="120"
          .value=${this.given[`name-${locale}`] ?? ''}
        />
      </div>
      <div>
        <label for="description-${locale}">${fill(words.description, { language })}</label>
        <p class="caption" id="description-${locale}-hint">${words.descriptionHint}</p>
        <textarea
          id="description-${locale}"
          name="description-${locale}"
          rows="3"
          ?required=${isNeeded}
          maxlength="500"
          lang=${locale}
          .value=${this.given[`description-${locale}`] ?? ''}
          aria-describedby="description-${locale}-hint"
        ></textarea>
      </div>`;
  }

  readonly #note = ({ target }: Event): void => {
    const { name, value } = target as HTMLInputElement;
    this.given = { ...this.given, [name]: value };
  };

  /** What follows from the state; it can be changed. */
  readonly #choose = ({ target }: Event): void => {
    const state = states.find(({ code }) => code === (target as HTMLSelectElement).value);
    if (state === undefined) return;
    const name = `United We Heal ${state.name}`;
    this.given = { ...this.given, slug: slugOf(state), zone: state.timeZone, 'name-en': name };
  };

  readonly #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const given = this.given;
    const wordsIn = (locale: string) => {
      const [name, description] = [given[`name-${locale}`] ?? '', given[`description-${locale}`] ?? ''];
      return name.trim() === '' || description.trim() === '' ? {} : { [locale]: { name, description } };
    };
    const body = {
      slug: given['slug'],
      region: `US-${given['state']}`,
      timeZone: given['zone'],
      translations: { ...wordsIn('en'), ...wordsIn('es') },
    };
    await this.attempt(async () => {
      this.made = (await call<ManagedChapter>('POST', '/v1/manage/chapters', { body })).data;
      // The frame knows it from now on: one can go there.
      this.dispatchEvent(new Event('chapters-changed', { bubbles: true }));
      this.context.announce(fill(this.say(national).made, { name: this.made.translations['en']!.name }));
    });
    await this.updateComplete;
    this.querySelector<HTMLElement>(this.made === null ? '[role="alert"]' : '[data-after]')?.focus();
  };

  protected override explain(error: ProblemError): string {
    return error.problem.code === 'already_exists' ? this.say(national).exists : super.explain(error);
  }
}

customElements.define('desk-new-chapter', NewChapter);
