import type { KindForm } from '../../../schema/wire/kind-form.ts';

/** What a form needs of a JSON Schema. */
export interface Schema {
  /** The name of the shape, where it has one: `Image`. */
  name?: string;
  type?: string;
  format?: string;
  description?: string;
  default?: unknown;
  const?: unknown;
  enum?: readonly string[];
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  maxItems?: number;
  items?: Schema;
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  /** Shapes of which it has one, told apart by a constant. */
  variants?: readonly Schema[];
  isNullable?: boolean;
}

type Raw = Record<string, unknown>;

/** Reads a JSON Schema: references resolved, `null` noted beside the rest. */
function readSchema(raw: Raw, defs: Raw = (raw['$defs'] ?? {}) as Raw): Schema {
  const { $ref, anyOf, oneOf, type, items, properties, $defs: _defs, ...rest } = raw;
  if (typeof $ref === 'string') {
    const name = $ref.split('/').at(-1)!;
    return { ...readSchema(defs[name] as Raw, defs), ...(rest as Schema), name };
  }
  const read = (each: unknown) => readSchema(each as Raw, defs);
  const choices = (anyOf ?? oneOf) as Raw[] | undefined;
  if (choices !== undefined) {
    const others = choices.filter((each) => each['type'] !== 'null');
    const isNullable = others.length < choices.length;
    const inner = others.length === 1 ? read(others[0]) : { variants: others.map(read) };
    return { ...inner, ...(rest as Schema), ...(isNullable && { isNullable }) };
  }
  const types = [type].flat().filter((each) => each !== undefined) as string[];
  const one = types.find((each) => each !== 'null');
  return {
    ...(rest as Schema),
    ...(one !== undefined && { type: one }),
    ...(types.includes('null') && { isNullable: true }),
    ...(items !== undefined && { items: read(items) }),
    ...(properties !== undefined && {
      properties: Object.fromEntries(Object.entries(properties as Raw).map(([name, each]) => [name, read(each)])),
    }),
  };
}

/** A kind with its schemas read. */
export interface Form extends Omit<KindForm, 'shared' | 'localized'> {
  shared: Schema;
  localized: Schema;
}

export function readForm({ shared, localized, ...rest }: KindForm): Form {
  return { ...rest, shared: readSchema(shared), localized: readSchema(localized) };
}

/** What is wrong with a value, as the words of the form have it. */
export type Wrong = 'required' | 'tooLong' | 'pattern' | 'url' | 'number' | 'date';

/** What is wrong where, by JSON Pointers under `at`. Whole objects are checked unless only parts of them need be there. */
export function check(schema: Schema, value: unknown, at: string, isPartial = false): Map<string, Wrong> {
  const wrongs = new Map<string, Wrong>();
  const wrong = wrongOf(schema, value);
  if (wrong !== null) wrongs.set(at, wrong);
  else if (value !== null && value !== undefined) {
    for (const [pointer, each] of checkParts(schema, value, at, isPartial)) wrongs.set(pointer, each);
  }
  return wrongs;
}

function* checkParts(schema: Schema, value: unknown, at: string, isPartial: boolean): Iterable<[string, Wrong]> {
  const { properties, required = [], items } = variantOf(schema, value);
  for (const [name, each] of Object.entries(properties ?? {})) {
    const part = (value as Record<string, unknown>)[name];
    const pointer = `${at}/${name}`;
    if (part !== undefined) yield* check(each, part, pointer);
    else if (required.includes(name) && !isPartial) yield [pointer, 'required'];
  }
  if (items === undefined) return;
  for (const [index, part] of (value as unknown[]).entries()) yield* check(items, part, `${at}/${index}`);
}

/** Words for who does not see a picture, which are needed where there is one and not there: by pointers under `at`. */
export function checkPictures({ localized }: Form, pictures: object, fields: object, at: string): Map<string, Wrong> {
  const names = Object.keys(localized.properties ?? {});
  const isThere = (values: object, name: string) => Boolean((values as Record<string, unknown>)[name]);
  const missing = Object.keys(pictures)
    .filter((name) => isThere(pictures, name) && names.includes(`${name}Alt`))
    .filter((name) => !isThere(fields, `${name}Alt`));
  return new Map(missing.map((name) => [`${at}/${name}Alt`, 'required']));
}

/** The shape that a value has of those that it may have. */
export function variantOf(schema: Schema, value: unknown): Schema {
  const fits = ({ properties = {} }: Schema) =>
    Object.entries(properties).every(
      ([name, each]) => each.const === undefined || (value as Record<string, unknown> | null)?.[name] === each.const,
    );
  return schema.variants?.find(fits) ?? schema.variants?.[0] ?? schema;
}

function wrongOf(schema: Schema, value: unknown): Wrong | null {
  if (value === null) return schema.isNullable ? null : 'required';
  if (value === undefined) return 'required';
  if (typeof value === 'number') {
    const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum = -Infinity, type } = schema;
    const isIn = value >= minimum && value <= maximum && value > exclusiveMinimum;
    return isIn && (type !== 'integer' || Number.isInteger(value)) ? null : 'number';
  }
  return typeof value === 'string' ? wrongTextOf(schema, value.trim()) : null;
}

function wrongTextOf({ minLength = 0, maxLength = Infinity, format, pattern, enum: choices }: Schema, text: string) {
  if (text.length < minLength || (text === '' && (format ?? pattern ?? choices) !== undefined)) return 'required';
  if (text.length > maxLength) return 'tooLong';
  if (choices !== undefined) return choices.includes(text) ? null : 'required';
  if (format === 'uri') return URL.canParse(text) && text.startsWith('https://') ? null : 'url';
  if (format === 'date' || format === 'date-time') return Number.isNaN(Date.parse(text)) ? 'date' : null;
  return pattern === undefined || new RegExp(pattern).test(text) ? null : 'pattern';
}
