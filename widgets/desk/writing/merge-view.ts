import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { diffWords, type Change } from 'diff';
import type { Lang, WordsIn } from '../words.ts';
import { labelOf } from './field-words.ts';
import { shown } from './form-view.ts';
import type { Conflict } from './merge.ts';
import { withValue, type Source } from './source.ts';

const words = {
  en: {
    title: 'You and somebody else changed the same words',
    lead: 'Nothing is lost. Choose for each, or write what is right.',
    mine: 'Yours',
    theirs: 'Theirs',
    base: 'What it was',
    both: 'Write it anew',
    gone: '(removed)',
    done: 'Take what I chose',
    what: 'What to take: {field}',
  },
  es: {
    title: 'Tú y otra persona cambiaron las mismas palabras',
    lead: 'No se pierde nada. Elige en cada una, o escribe lo correcto.',
    mine: 'Lo tuyo',
    theirs: 'Lo de la otra persona',
    base: 'Como estaba',
    both: 'Escribirlo de nuevo',
    gone: '(quitado)',
    done: 'Tomar lo que elegí',
    what: 'Qué tomar: {field}',
  },
} satisfies WordsIn<Record<string, string>>;

type Choice = 'mine' | 'theirs' | 'both';

/** Where two people's words differ and a person decides: both are shown with what each changed. Tells `resolved`. */
class Merge extends LitElement {
  static override properties = {
    lang: { attribute: false },
    kind: { attribute: false },
    mine: { attribute: false },
    conflicts: { attribute: false },
    choices: { state: true },
    texts: { state: true },
    changes: { state: true },
  };
  declare lang: Lang;
  declare kind: string;
  declare mine: Source;
  declare conflicts: readonly Conflict[];
  declare choices: ReadonlyMap<string, Choice>;
  /** What is written anew, by pointer. */
  declare texts: ReadonlyMap<string, string>;
  /** What each changed, by pointer and side. */
  declare changes: ReadonlyMap<string, Change[]>;

  constructor() {
    super();
    this.choices = new Map();
    this.texts = new Map();
    this.changes = new Map();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('conflicts')) this.#compare();
  }

  #compare(): void {
    const all = this.conflicts.flatMap(({ pointer, base, mine, theirs }) =>
      Object.entries({ mine, theirs }).flatMap(([side, text]) =>
        typeof base === 'string' && typeof text === 'string'
          ? [[`${side} ${pointer}`, diffWords(base, text)] as const]
          : [],
      ),
    );
    this.changes = new Map(all);
  }

  #choose(pointer: string, choice: Choice): void {
    this.choices = new Map([...this.choices, [pointer, choice]]);
  }

  #resolve(): void {
    let detail = this.mine;
    for (const { pointer, mine, theirs } of this.conflicts) {
      const choice = this.choices.get(pointer) ?? 'mine';
      const value = choice === 'both' ? (this.texts.get(pointer) ?? mine) : choice === 'mine' ? mine : theirs;
      detail = withValue(detail, pointer, value);
    }
    this.dispatchEvent(new CustomEvent('resolved', { detail }));
  }

  protected override render(): TemplateResult {
    const say = words[this.lang];
    return html`<section class="merge" aria-labelledby="merge-title">
      <h2 id="merge-title">${say.title}</h2>
      <p>${say.lead}</p>
      ${this.conflicts.map((conflict) => this.#renderConflict(conflict))}
      <button class="button" @click=${() => this.#resolve()}>${say.done}</button>
    </section>`;
  }

  #renderConflict({ pointer, base, mine, theirs }: Conflict): TemplateResult {
    const say = words[this.lang];
    const label = labelOf(this.kind, pointer.split('/').at(-1)!, this.lang);
    const choice = this.choices.get(pointer) ?? 'mine';
    const isText = typeof mine === 'string' || typeof theirs === 'string';
    return html`<fieldset class="group">
      <legend>${say.what.replace('{field}', label)}</legend>
      <div class="sides">${this.#renderSide(pointer, 'mine', mine)} ${this.#renderSide(pointer, 'theirs', theirs)}</div>
      <details>
        <summary>${say.base}</summary>
        ${shown(base)}
      </details>
      ${
        isText
          ? html`<label class="check">
                <input
                  type="radio"
                  name=${`take ${pointer}`}
                  .checked=${choice === 'both'}
                  @change=${() => this.#choose(pointer, 'both')}
                />
                ${say.both}
              </label>
              ${
                choice === 'both'
                  ? html`<textarea
                      rows="6"
                      aria-label="${say.both}: ${label}"
                      .value=${this.texts.get(pointer) ?? String(mine ?? theirs)}
                      @input=${({ target }: Event) =>
                        (this.texts = new Map([...this.texts, [pointer, (target as HTMLTextAreaElement).value]]))}
                    ></textarea>`
                  : nothing
              }`
          : nothing
      }
    </fieldset>`;
  }

  #renderSide(pointer: string, side: 'mine' | 'theirs', value: unknown): TemplateResult {
    const say = words[this.lang];
    const changes = this.changes.get(`${side} ${pointer}`);
    return html`<div>
      <label class="check">
        <input
          type="radio"
          name=${`take ${pointer}`}
          .checked=${(this.choices.get(pointer) ?? 'mine') === side}
          @change=${() => this.#choose(pointer, side)}
        />
        ${say[side]}
      </label>
      ${value === undefined ? say.gone : changes === undefined ? shown(value) : renderChanges(changes)}
    </div>`;
  }
}

/** What was taken away and what came. */
export function renderChanges(changes: readonly Change[]): TemplateResult {
  return html`<p class="raw">
    ${changes.map(({ value, added, removed }) =>
      added ? html`<ins>${value}</ins>` : removed ? html`<del>${value}</del>` : value,
    )}
  </p>`;
}

customElements.define('desk-merge', Merge);
