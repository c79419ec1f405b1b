import { copyFrom } from '../copy.ts';
import type { Context } from '../screen.ts';
import { html, nothing, type TemplateResult } from 'lit';

interface FieldProps {
  /** Of the API's field. */
  name: string;
  label: string;
  hint?: string;
  /** Why what was entered is refused. */
  wrong?: string | undefined;
}

type Control = (attributes: { id: string; hint: string | typeof nothing; invalid: 'true' | typeof nothing }) => unknown;

/** A label, what helps, and the control that they speak of. */
function renderField({ name, label, hint, wrong }: FieldProps, control: Control): TemplateResult {
  const id = `steward-${name}`;
  const described = [...(hint === undefined ? [] : [`${id}-hint`]), ...(wrong === undefined ? [] : [`${id}-wrong`])];
  return html`<div class="field">
    <label for=${id}>${label}</label>
    ${hint === undefined ? nothing : html`<p class="hint" id="${id}-hint">${hint}</p>`}
    ${control({
      id,
      hint: described.length === 0 ? nothing : described.join(' '),
      invalid: wrong === undefined ? nothing : 'true',
    })}
    ${wrong === undefined ? nothing : html`<p class="wrong" id="${id}-wrong">${wrong}</p>`}
  </div>`;
}

/** A line of text, or a number. */
export function renderInput(
  field: FieldProps,
  { type = 'text', value = '', max }: { type?: 'text' | 'number' | 'url'; value?: string; max?: number } = {},
): TemplateResult {
  return renderField(
    field,
    ({ id, hint, invalid }) =>
      html`<input
        id=${id}
        name=${field.name}
        type=${type}
        class=${type === 'number' ? 'short' : ''}
        min=${type === 'number' ? '1' : nothing}
        max=${type === 'number' && max !== undefined ? max : nothing}
        maxlength=${type !== 'number' && max !== undefined ? max : nothing}
        value=${value}
        required
        autocomplete="off"
        aria-describedby=${hint}
        aria-invalid=${invalid}
      />`,
  );
}

/** Lines of text. */
export function renderText(field: FieldProps, rows = 3): TemplateResult {
  return renderField(
    field,
    ({ id, hint, invalid }) =>
      html`<textarea
        id=${id}
        name=${field.name}
        rows=${rows}
        required
        spellcheck="false"
        aria-describedby=${hint}
        aria-invalid=${invalid}
      ></textarea>`,
  );
}

/** One of several. */
export function renderChoice(
  field: FieldProps,
  options: readonly (readonly [value: string, label: string])[],
  { chosen, onChange }: { chosen?: string; onChange?: (value: string) => void } = {},
): TemplateResult {
  const change = ({ target }: Event) => onChange?.((target as HTMLSelectElement).value);
  return renderField(
    field,
    ({ id, hint, invalid }) =>
      html`<select
        id=${id}
        name=${field.name}
        aria-describedby=${hint}
        aria-invalid=${invalid}
        @change=${onChange === undefined ? nothing : change}
      >
        ${options.map(([value, label]) => html`<option value=${value} ?selected=${value === chosen}>${label}</option>`)}
      </select>`,
  );
}

/** Something to be copied as it is. */
export function renderCopied({
  id,
  label,
  text,
  copy,
  context,
}: {
  id: string;
  label: string;
  text: string;
  copy: string;
  context: Context;
}): TemplateResult {
  const write = ({ currentTarget }: Event) =>
    void copyFrom((currentTarget as HTMLElement).parentElement!.querySelector('textarea')!, context);
  return html`<div class="copied">
    <label for=${id}>${label}</label>
    <textarea id=${id} readonly rows="2" spellcheck="false" .value=${text} @focus=${selectAll}></textarea>
    <button type="button" class="link" aria-label="${copy}: ${label}" @click=${write}>${copy}</button>
  </div>`;
}

function selectAll({ target }: FocusEvent): void {
  (target as HTMLTextAreaElement).select();
}
