import { html, nothing, type TemplateResult } from 'lit';
import { choiceName, formWords, labelOf } from './field-words.ts';
import { describedBy, renderHint, renderWrong, type Field } from './field.ts';
import { variantOf, type Schema } from './schema.ts';

/** Renders a field of a group, which may be a group again. */
type RenderField = (field: Field) => TemplateResult;

/** A value with what its schema gives by default, and nothing else. */
export function blankOf(schema: Schema): unknown {
  if (schema.default !== undefined) return structuredClone(schema.default);
  if (schema.isNullable === true) return null;
  const { properties, variants } = schema;
  if (variants !== undefined) return blankOf(variants[0]!);
  if (properties === undefined) return schema.const ?? (schema.type === 'array' ? [] : undefined);
  const values = Object.entries(properties).map(([name, each]) => [name, blankOf(each)]);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

/** A group of fields under a legend; one that need not be there is added and removed as a whole. */
export function renderObject(field: Field, renderField: RenderField): TemplateResult {
  const { kind, name, lang, schema, value, change, pointer } = field;
  const label = labelOf(kind, name, lang);
  const words = formWords[lang];
  if (value === null || value === undefined) {
    return html`<div class="field" id=${pointer}>
      <button
        type="button"
        class="link"
        @click=${() => change(blankOf({ ...schema, isNullable: false, default: undefined }))}
      >
        ${words.add.replace('{what}', label)}
      </button>
      ${renderHint(field)} ${renderWrong(field)}
    </div>`;
  }
  return html`<fieldset class="group" id=${pointer} aria-describedby=${describedBy(field)}>
    <legend>${label}</legend>
    ${renderHint(field)} ${renderVariants(field)} ${renderParts(field, renderField)} ${renderWrong(field)}
    ${
      schema.isNullable === true
        ? html`<button type="button" class="link" @click=${() => change(null)}>
            ${words.remove.replace('{what}', label)}
          </button>`
        : nothing
    }
  </fieldset>`;
}

function renderParts(field: Field, renderField: RenderField): TemplateResult[] {
  const { schema, value, change, pointer } = field;
  const { properties = {}, required = [] } = variantOf(schema, value);
  const values = value as Record<string, unknown>;
  return (
    Object.entries(properties)
      // Nobody writes a digest by hand: it stays as it is.
      .filter(([name, each]) => each.const === undefined && name !== 'digest')
      .map(([name, each]) =>
        renderField({
          ...field,
          name,
          schema: each,
          value: values[name],
          pointer: `${pointer}/${name}`,
          isRequired: required.includes(name),
          change: (part) => {
            const { [name]: _before, ...others } = values;
            change(part === undefined ? others : { ...others, [name]: part });
          },
        }),
      )
  );
}

/** Which of several shapes: by the constant that tells them apart. */
function renderVariants({ schema, value, change, kind, lang, pointer }: Field): TemplateResult | typeof nothing {
  const { variants } = schema;
  if (variants === undefined) return nothing;
  const name = Object.entries(variants[0]!.properties ?? {}).find(([, each]) => each.const !== undefined)?.[0];
  if (name === undefined) return nothing;
  const current = variantOf(schema, value);
  return html`<div class="field">
    <label for="${pointer}/${name}">${labelOf(kind, name, lang)}</label>
    <select
      id="${pointer}/${name}"
      @change=${({ target }: Event) => change(blankOf(variants[(target as HTMLSelectElement).selectedIndex]!))}
    >
      ${variants.map(
        (each) =>
          html`<option ?selected=${each === current}>
            ${choiceName(String(each.properties![name]!.const), lang)}
          </option>`,
      )}
    </select>
  </div>`;
}

/** Several of the same, added and removed one by one. */
export function renderList(field: Field, renderField: RenderField): TemplateResult {
  const { kind, name, lang, schema, change, pointer } = field;
  const items = schema.items!;
  const values = (field.value ?? []) as unknown[];
  const words = formWords[lang];
  const label = labelOf(kind, name, lang);
  const set = (index: number, ...put: unknown[]) => change(values.toSpliced(index, 1, ...put));
  return html`<fieldset class="group" id=${pointer} aria-describedby=${describedBy(field)}>
    <legend>${label}</legend>
    ${renderHint(field)}
    ${values.map(
      (value, index) =>
        html`<div class="item">
          ${renderField({
            ...field,
            name: items.type === 'object' ? `${index + 1}` : name,
            schema: withoutHint(items),
            value,
            pointer: `${pointer}/${index}`,
            isRequired: true,
            change: (part) => set(index, part ?? ''),
          })}
          <button type="button" class="link" @click=${() => set(index)}>
            ${words.remove.replace('{what}', `${label} ${index + 1}`)}
          </button>
        </div>`,
    )}
    ${renderWrong(field)}
    <button
      type="button"
      class="link"
      ?disabled=${values.length >= (schema.maxItems ?? Infinity)}
      @click=${() => change([...values, blankOf(items) ?? ''])}
    >
      ${words.add.replace('{what}', label)}
    </button>
  </fieldset>`;
}

/** The list itself says what it is of. */
function withoutHint({ description: _said, ...schema }: Schema): Schema {
  return schema;
}
