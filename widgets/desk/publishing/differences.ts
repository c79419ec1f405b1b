import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Difference } from '../../../schema/wire/authored.ts';
import type { Lang, WordsIn } from '../words.ts';
import { placeName } from './field-words.ts';
import type { Run } from './word-diff.ts';

const words = {
  en: { gone: 'was: ', new: 'now: ', nothing: 'nothing', none: 'No words differ.', yes: 'yes', no: 'no' },
  es: { gone: 'antes: ', new: 'ahora: ', nothing: 'nada', none: 'Ninguna palabra cambia.', yes: 'sí', no: 'no' },
} satisfies WordsIn<Record<string, string>>;

/** What the few values are called that are no words of a reader. */
const names = {
  en: {
    draft: 'a draft',
    published: 'ready to publish',
    own: 'the chapter’s own',
    override: 'a change to the national one',
    hide: 'hidden',
    original: 'written in it',
    human: 'translated by a person',
    machine: 'translated by machine',
    reviewed: 'translated by machine, checked by a person',
  },
  es: {
    draft: 'un borrador',
    published: 'listo para publicar',
    own: 'propio del capítulo',
    override: 'un cambio a lo nacional',
    hide: 'oculto',
    original: 'escrito en él',
    human: 'traducido por una persona',
    machine: 'traducido por máquina',
    reviewed: 'traducido por máquina, revisado por una persona',
  },
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

  #renderValue({ pointer, before, after }: Difference): unknown {
    const said = words[this.lang];
    const isNamed = /^\/(?:status|mode|translations\/[^/]+\/method)$/.test(pointer);
    if (typeof before === 'string' && typeof after === 'string' && !isNamed && this.compare !== undefined) {
      return this.compare(before, after).map((run) => renderRun(run, said));
    }
    const show = (value: unknown) => (isNamed ? this.#name(value) : this.#show(value));
    return [
      before === undefined ? nothing : renderRun({ text: show(before), is: 'gone' }, said),
      before === undefined || after === undefined ? nothing : ' ',
      after === undefined ? nothing : renderRun({ text: show(after), is: 'new' }, said),
    ];
  }

  #name(value: unknown): string {
    return (names[this.lang] as Record<string, string>)[String(value)] ?? String(value);
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
