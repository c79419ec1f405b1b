import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { describedBy, emptied, renderHint, renderText, renderWrong, valueOf, type Field } from './field.ts';
import { choiceName, formWords, labelOf } from './field-words.ts';
import { renderList, renderObject } from './groups.ts';
import { renderMarkdown } from './markdown.ts';

/** A field with label, help and what is wrong; its input follows from the schema. */
export function renderField(field: Field): TemplateResult {
  const { schema } = field;
  if (schema.name === 'Image') return renderPicture(field);
  if (schema.type === 'array') return renderList(field, renderField);
  if (schema.type === 'object' || schema.variants !== undefined) return renderObject(field, renderField);
  if (schema.type === 'boolean') return renderCheck(field);
  const { kind, name, lang, pointer, isRequired } = field;
  return html`<div class="field">
    <label for=${pointer}>
      ${labelOf(kind, name, lang)}
      ${isRequired ? nothing : html`<span class="optional">${formWords[lang].optional}</span>`}
    </label>
    ${renderHint(field)} ${renderInput(field)} ${renderWrong(field)}
  </div>`;
}

function renderInput(field: Field): TemplateResult {
  const { schema, value } = field;
  const text = typeof value === 'string' ? value : '';
  if (schema.enum !== undefined) return renderChoice(field, text);
  if (schema.format === 'markdown') return renderMarkdown(field, text);
  if (schema.type === 'number' || schema.type === 'integer') return renderNumber(field);
  if (schema.format === 'date') return renderLine(field, 'date', text);
  if (schema.format === 'date-time') return renderTime(field, text);
  if (schema.format === 'uri') return renderLine(field, 'url', text);
  if (schema.maxLength !== undefined && schema.maxLength > 300) return renderText(field, text);
  return renderLine(field, 'text', text);
}

function renderLine(field: Field, type: 'text' | 'url' | 'date', text: string): TemplateResult {
  return html`<input
    id=${field.pointer}
    type=${type}
    lang=${field.textLang ?? nothing}
    autocomplete="off"
    inputmode=${type === 'url' ? 'url' : nothing}
    aria-required=${field.isRequired ? 'true' : nothing}
    aria-invalid=${field.wrongAt(field.pointer) === null ? nothing : 'true'}
    aria-describedby=${describedBy(field)}
    .value=${live(text)}
    @input=${(event: Event) => field.change(valueOf(event) === '' ? emptied(field) : valueOf(event))}
  />`;
}

function renderNumber(field: Field): TemplateResult {
  const { schema, value } = field;
  return html`<input
    id=${field.pointer}
    class="short"
    type="number"
    step=${schema.type === 'integer' ? '1' : 'any'}
    inputmode=${schema.type === 'integer' ? 'numeric' : 'decimal'}
    aria-invalid=${field.wrongAt(field.pointer) === null ? nothing : 'true'}
    aria-describedby=${describedBy(field)}
    .value=${live(typeof value === 'number' ? String(value) : '')}
    @change=${(event: Event) => field.change(valueOf(event) === '' ? emptied(field) : Number(valueOf(event)))}
  />`;
}

/** A moment: shown and taken in the time of this device, kept in UTC. */
function renderTime(field: Field, text: string): TemplateResult {
  const time = new Date(text);
  const local = Number.isNaN(time.valueOf())
    ? ''
    : new Date(time.valueOf() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  return html`<input
      id=${field.pointer}
      type="datetime-local"
      aria-describedby="${describedBy(field)} ${field.pointer}-zone"
      .value=${live(local)}
      @change=${(event: Event) =>
        field.change(valueOf(event) === '' ? emptied(field) : new Date(valueOf(event)).toISOString())}
    />
    <p class="hint" id="${field.pointer}-zone">${formWords[field.lang].localTime}</p>`;
}

function renderChoice(field: Field, text: string): TemplateResult {
  const { schema, lang, pointer } = field;
  const isOpen = text === '' || schema.isNullable === true;
  return html`<select
    id=${pointer}
    aria-invalid=${field.wrongAt(pointer) === null ? nothing : 'true'}
    aria-describedby=${describedBy(field)}
    @change=${(event: Event) => field.change(valueOf(event) === '' ? emptied(field) : valueOf(event))}
  >
    ${
      isOpen
        ? html`<option value="" ?selected=${text === ''}>
            ${schema.isNullable === true ? formWords[lang].none : formWords[lang].choose}
          </option>`
        : nothing
    }
    ${schema.enum!.map(
      (each) => html`<option value=${each} ?selected=${each === text}>${choiceName(each, lang)}</option>`,
    )}
  </select>`;
}

function renderCheck(field: Field): TemplateResult {
  const { kind, name, lang, pointer, value, schema } = field;
  return html`<div class="field">
    <label class="check">
      <input
        id=${pointer}
        type="checkbox"
        aria-describedby=${describedBy(field)}
        .checked=${live(value === true || (value === undefined && schema.default === true))}
        @change=${(event: Event) => field.change((event.target as HTMLInputElement).checked)}
      />
      ${labelOf(kind, name, lang)}
    </label>
    ${renderHint(field)} ${renderWrong(field)}
  </div>`;
}

/** A picture has an element of its own, which brings its label along. */
function renderPicture(field: Field): TemplateResult {
  void import('../pictures/picture.ts');
  const { kind, name, lang, pointer, value, chapter } = field;
  return html`<div class="field" id=${pointer}>
    <desk-picture
      .label=${labelOf(kind, name, lang)}
      .lang=${lang}
      .chapter=${chapter}
      .value=${value ?? null}
      @change=${(event: Event) => {
        event.stopPropagation();
        field.change((event.currentTarget as unknown as { value: unknown }).value);
      }}
    ></desk-picture>
    ${renderWrong(field)}
  </div>`;
}
