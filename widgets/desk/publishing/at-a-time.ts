import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Lang } from '../words.ts';
import { nowIn, offsetsOf } from './clock.ts';
import { fill, publishing } from './words.ts';

/** Asks for a time by the clocks of a zone. Tells `wanted` with it: where the clocks show it twice, with its offset. */
class AtATime extends LitElement {
  static override properties = {
    lang: { attribute: false },
    timeZone: { attribute: false },
    isBusy: { attribute: false },
    local: { state: true },
    offset: { state: true },
  };
  declare lang: Lang;
  declare timeZone: string;
  declare isBusy: boolean;
  /** As the field gives it, `2026-12-01T09:00`; empty where it is not whole. */
  declare local: string;
  /** Which of two; empty until it is chosen. */
  declare offset: string;

  constructor() {
    super();
    this.local = '';
    this.offset = '';
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const words = publishing[this.lang];
    const offsets = this.local === '' ? null : offsetsOf(this.local, this.timeZone);
    const wrong = this.#whyWrong(offsets);
    const isWhole = offsets !== null && wrong === null && (offsets.length === 1 || this.offset !== '');
    return html`<form class="fields" @submit=${this.#submit}>
      <div>
        <label for="at">${fill(words.time, { zone: this.timeZone })}</label>
        <input
          id="at"
          type="datetime-local"
          required
          .min=${nowIn(this.timeZone)}
          .value=${this.local}
          aria-describedby="at-wrong"
          aria-invalid=${wrong === null ? nothing : 'true'}
          @input=${this.#note}
        />
        <div id="at-wrong" aria-live="polite">${wrong === null ? nothing : html`<p class="wrong">${wrong}</p>`}</div>
      </div>
      ${offsets?.length === 2 ? this.#renderTwice(offsets) : nothing}
      <button class="button" ?disabled=${this.isBusy || !isWhole}>${words.schedule}</button>
    </form>`;
  }

  #whyWrong(offsets: readonly string[] | null): string | null {
    if (offsets === null) return null;
    const words = publishing[this.lang];
    if (offsets.length === 0) return words.skipped;
    return this.local <= nowIn(this.timeZone) && offsets.length === 1 ? words.past : null;
  }

  #renderTwice(offsets: readonly string[]): TemplateResult {
    const words = publishing[this.lang];
    // The greater offset is the earlier instant.
    const inTurn = offsets.toSorted((a, b) => Date.parse(this.local + a) - Date.parse(this.local + b));
    return html`<fieldset>
      <legend>${words.twice}</legend>
      ${inTurn.map(
        (offset, index) =>
          html`<label class="check">
            <input
              type="radio"
              name="offset"
              .checked=${this.offset === offset}
              @change=${() => (this.offset = offset)}
            />
            ${fill(index === 0 ? words.first : words.second, { offset })}
          </label>`,
      )}
    </fieldset>`;
  }

  readonly #note = ({ target }: Event): void => {
    this.local = (target as HTMLInputElement).value.slice(0, 16);
    this.offset = '';
  };

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    this.dispatchEvent(
      new CustomEvent('wanted', { detail: this.offset === '' ? this.local : `${this.local}:00${this.offset}` }),
    );
  };
}

customElements.define('desk-at-a-time', AtATime);
