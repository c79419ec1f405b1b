import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Lang } from '../words.ts';
import { hintOf } from './hint-words.ts';
import type { Schema } from './schema.ts';

/** One field of a form. */
export interface Field {
  /** The kind, whose words for fields go first. */
  kind: string;
  chapter: string;
  name: string;
  schema: Schema;
  value: unknown;
  /** JSON Pointer into the entry; its `id` in the page. */
  pointer: string;
  isRequired: boolean;
  lang: Lang;
  /** The language of the words that are written. */
  textLang?: string | undefined;
  /** What is wrong at a pointer, in words; null where nothing is. */
  wrongAt: (pointer: string) => string | null;
  /** Takes a value; undefined takes it away. */
  change: (value: unknown) => void;
}

/** What is empty, as the schema has it: null, or not there. */
export function emptied({ schema }: Field): null | undefined {
  return schema.isNullable === true ? null : undefined;
}

export function renderHint({ name, schema, lang, pointer }: Field): TemplateResult | typeof nothing {
  const hint = hintOf(name, schema.description, lang);
  if (hint === null) return nothing;
  return html`<p class="hint" id="${pointer}-hint" lang=${hint.lang}>${hint.text}</p>`;
}

export function renderWrong({ pointer, wrongAt }: Field): TemplateResult {
  const wrong = wrongAt(pointer);
  return html`<div id="${pointer}-wrong">${wrong === null ? nothing : html`<p class="wrong">${wrong}</p>`}</div>`;
}

/** What inputs have in common. */
export function describedBy({ pointer }: Field): string {
  return `${pointer}-hint ${pointer}-wrong`;
}

export function valueOf(event: Event): string {
  return (event.target as HTMLInputElement).value;
}

export function renderText(field: Field, text: string, rows = 3): TemplateResult {
  return html`<textarea
    id=${field.pointer}
    rows=${rows}
    lang=${field.textLang ?? nothing}
    aria-required=${field.isRequired ? 'true' : nothing}
    aria-invalid=${field.wrongAt(field.pointer) === null ? nothing : 'true'}
    aria-describedby=${describedBy(field)}
    .value=${live(text)}
    @input=${(event: Event) => field.change(valueOf(event) === '' ? emptied(field) : valueOf(event))}
  ></textarea>`;
}
