import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Difference } from '../../../schema/wire/authored.ts';
import type { Lang, WordsIn } from '../words.ts';
import { placeName } from './field-words.ts';
import type { Run } from './word-diff.ts';

const words = {
  en: { gone: 'was: ', new: 'now: ', nothing: 'nothing', none: 'No words differ.', yes: 'yes', no: 'no' },
  es: { gone: 'antes: ', new: 'ahora: ', nothing: 'nada', none: 'Ninguna palabra cambia.', yes: 'sí', no: 'no' },
} satisfies WordsIn<Record<string, string>>;

type Compare = (before: string, after: string) => Run[];

/** What differs between two states of an entry, field by field and word by word. */
class Differences extends LitElement {
  static override properties = {
    differences: { attribute: false },
    lang: { attribute: false },
    compare: { state: true },
  };
  declare differences: readonly Difference[];
  declare lang: Lang;
  /** Undefined until it is loaded. */
  declare compare: Compare | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void import('./word-diff.ts').then(({ compareWords }) => (this.compare = compareWords));
  }

  protected override render(): TemplateResult {
    const leaves = this.differences.flatMap(leavesOf);
    if (leaves.length === 0) return html`<p class="note">${words[this.lang].none}</p>`;
    return html`<dl class="differences">
      ${leaves.map(
        (each) =>
          html`<dt>${placeName(each.pointer, this.lang)}</dt>
            <dd>${this.#renderValue(each)}</dd>`,
      )}
    </dl>`;
  }

  #renderValue({ before, after }: Difference): unknown {
    const said = words[this.lang];
    if (typeof before === 'string' && typeof after === 'string' && this.compare !== undefined) {
      return this.compare(before, after).map((run) => renderRun(run, said));
    }
    return html`${before === undefined ? nothing : renderRun({ text: this.#show(before), is: 'gone' }, said)}
    ${after === undefined ? nothing : renderRun({ text: this.#show(after), is: 'new' }, said)}`;
  }

  #show(value: unknown): string {
    const said = words[this.lang];
    if (value === null || value === '') return said.nothing;
    if (typeof value === 'boolean') return value ? said.yes : said.no;
    return typeof value === 'string' ? value : JSON.stringify(value);
  }
}

function renderRun({ text, is }: Run, said: { gone: string; new: string }): unknown {
  if (is === 'gone') return html`<del><span class="hidden">${said.gone}</span>${text}</del>`;
  if (is === 'new') return html`<ins><span class="hidden">${said.new}</span>${text}</ins>`;
  return is === 'left-out' ? html`<span class="note"> ${text} </span>` : text;
}

/** A difference of whole objects, as one of each value in them. */
function leavesOf({ pointer, before, after }: Difference): Difference[] {
  if (!isObject(before ?? after) || (before !== undefined && after !== undefined)) {
    return [{ pointer, ...(before !== undefined && { before }), ...(after !== undefined && { after }) }];
  }
  return Object.entries((before ?? after) as object).flatMap(([key, value]: [string, unknown]) =>
    leavesOf({ pointer: `${pointer}/${key}`, ...(before === undefined ? { after: value } : { before: value }) }),
  );
}

function isObject(value: unknown): value is object {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

customElements.define('desk-differences', Differences);
