import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Lang } from '../words.ts';
import { labelOf } from './field-words.ts';
import { renderField } from './fields.ts';
import type { National } from './national.ts';
import type { Form, Schema } from './schema.ts';
import { withValue, type Source } from './source.ts';
import { canWait } from './start.ts';
import { words } from './words.ts';

/** What a form shows, and where its changes go. */
export interface FormProps {
  form: Form;
  chapter: string;
  lang: Lang;
  source: Source;
  /** The language in which words are written. */
  locale: string;
  /** What stands under a chapter's change; null where the entry is its own. */
  national: National | null;
  wrongAt: (pointer: string) => string | null;
  change: (source: Source) => void;
}

/** What a form is made of: a pointer, and the schema of what is there. */
interface Part {
  name: string;
  schema: Schema;
  pointer: string;
  value: unknown;
  national: unknown;
  isRequired: boolean;
}

/** The fields of an entry: its words first, then what it needs, the rest behind “More”. */
export function renderForm(props: FormProps, more: TemplateResult | typeof nothing = nothing): TemplateResult {
  const { form, lang } = props;
  const shared = sharedParts(props);
  const written = localizedParts(props);
  const pictures = shared.filter(({ name }) => form.localized.properties![`${name}Alt`] !== undefined);
  const main = written.flatMap((part) => {
    const picture = pictures.find(({ name }) => part.name === `${name}Alt`);
    if (picture === undefined) return [part];
    // What a picture shows is asked for, and needed, once there is one.
    return picture.value || picture.national ? [picture, { ...part, isRequired: true }] : [picture];
  });
  const others = shared.filter((part) => !pictures.includes(part));
  const now = others.filter(({ name, schema }) => !canWait(form, name, schema));
  const later = others.filter((part) => !now.includes(part));
  return html`<div class="form">
    ${[...main, ...now].map((part) => renderPart(props, part))}
    ${
      later.length === 0 && more === nothing
        ? nothing
        : html`<details class="later">
            <summary>${words[lang].more}</summary>
            <div class="form">${more} ${later.map((part) => renderPart(props, part))}</div>
          </details>`
    }
  </div>`;
}

/** The words of an entry in one language, as parts of its form. */
export function localizedParts({ form, source, locale, national }: FormProps): Part[] {
  return Object.entries(form.localized.properties!).map(([name, schema]) => ({
    name,
    schema,
    pointer: `/translations/${locale}/fields/${name}`,
    value: source.translations[locale]?.fields[name],
    national: national?.locale === locale ? national.fields[name] : undefined,
    isRequired: form.localized.required?.includes(name) === true,
  }));
}

function sharedParts({ form, source, national }: FormProps): Part[] {
  return Object.entries(form.shared.properties!).map(([name, schema]) => ({
    name,
    schema,
    pointer: `/shared/${name}`,
    value: source.shared[name],
    national: national?.shared[name],
    isRequired: form.shared.required?.includes(name) === true,
  }));
}

/** A field; over a national entry with the switch that makes the words the chapter's own. */
function renderPart(props: FormProps, part: Part): TemplateResult {
  const { form, chapter, lang, source, locale, wrongAt, change } = props;
  const { name, schema, pointer, value, isRequired } = part;
  const set = (next: unknown) => change(withValue(source, pointer, next));
  const field = { kind: form.name, chapter, name, schema, value, pointer, isRequired, lang, wrongAt, change: set };
  const textLang = pointer.startsWith('/shared/') ? undefined : locale;
  if (props.national === null) return renderField({ ...field, textLang });
  const isOwn = value !== undefined;
  return html`<div class="over">
    <label class="check switch">
      <input
        type="checkbox"
        role="switch"
        .checked=${live(isOwn)}
        @change=${({ target }: Event) =>
          set((target as HTMLInputElement).checked ? (part.national ?? emptyOf(schema)) : undefined)}
      />
      ${words[lang].own.replace('{field}', labelOf(form.name, name, lang))}
    </label>
    <div class="national">
      <p class="caption">${words[lang].over}</p>
      <div lang=${textLang ?? nothing}>${shown(part.national)}</div>
    </div>
    ${isOwn ? renderField({ ...field, textLang }) : nothing}
  </div>`;
}

function emptyOf(schema: Schema): unknown {
  if (schema.default !== undefined) return schema.default;
  return schema.isNullable === true ? null : '';
}

/** A value that is only read. */
export function shown(value: unknown): TemplateResult | string {
  if (value === undefined || value === null || value === '') return '–';
  if (typeof value === 'string') return html`<p class="raw">${value}</p>`;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return Object.values(value)
    .filter((each) => typeof each !== 'object' && each !== null)
    .join(', ');
}
