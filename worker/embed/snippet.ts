import * as strings from '../../widgets/shared/strings.ts';
import type { Element } from './elements.ts';

/** What somebody chose to embed. */
export interface Choice {
  element: Element;
  /** Attributes of the element, by name. */
  attributes: Record<string, string>;
  /** Color of the one action, `#b8432a`; null for the campaign's own. */
  action: string | null;
}

/** Heights, in px, that the elements have at the most on a phone of 320 px; of what is longer, about. */
const heights: Record<string, number> = {
  chapter: 5300,
  'faq-list': 780,
  'goal-list': 900,
  'join-form': 660,
  'pledge-counter': 760,
  share: 96,
  statistics: 1400,
  testimonials: 480,
};

export function heightOf({ name }: Element): number {
  return heights[name] ?? 400;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escape(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => entities[character]!);
}

function tagOf(name: string, attributes: Record<string, string | true>): string {
  const texts = Object.entries(attributes).map(([key, value]) => (value === true ? key : `${key}="${escape(value)}"`));
  return `<${[name, ...texts].join(' ')}>`;
}

/** Reads attributes of an element from a query; what it does not have is left out. */
export function attributesIn(element: Element, query: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    element.attributes
      // An address must not say where what is typed goes.
      .filter(({ name }) => name !== 'api' && name !== 'isolate' && (query[name] ?? '') !== '')
      .map(({ name }) => [name, query[name]!]),
  );
}

/** The element as it stands in a page: what is inside is there until it is, and where no script runs. */
export function elementTag({ element, attributes }: Choice, fallback = ''): string {
  const flags = new Set(element.attributes.filter(({ type }) => type?.text === 'boolean').map(({ name }) => name));
  const all = Object.entries(attributes).map(([name, value]) => [name, flags.has(name) ? true : value] as const);
  return `${tagOf(element.tagName, Object.fromEntries(all))}${fallback}</${element.tagName}>`;
}

/** The address of the page that shows the element in a frame. */
export function frameAddress(api: string, { element, attributes, action }: Choice): string {
  const query = new URLSearchParams({ ...attributes, ...(action !== null && { action: action.slice(1) }) });
  const text = query.toString();
  return `${api}/embed/frame/${element.name}${text === '' ? '' : `?${text}`}`;
}

/** Where people join who run no script, and in which language. */
export interface Fallback {
  href: string;
  text: string;
  locale: string;
}

/** A form that is there at once, works without JavaScript, and is gone on with by the element. */
function fallbackForm({ attributes }: Choice, { href, locale }: Fallback): string {
  const tag = strings.tags.find((each) => locale.split('-')[0] === each) ?? 'en';
  const { givenName, email, send } = { ...strings.form[tag], ...strings.join[tag] };
  const input = (more: Record<string, string | true>) => tagOf('input', more);
  const label = (text: string, field: string) => `    <p><label>${escape(text)} ${field}</label></p>`;
  const partner = attributes['partner'];
  return [
    tagOf('form', { method: 'post', action: href }),
    label(givenName, input({ name: 'givenName', autocomplete: 'given-name', required: true })),
    label(email, input({ name: 'email', type: 'email', autocomplete: 'email', required: true })),
    ...(partner === undefined ? [] : [`    ${input({ type: 'hidden', name: 'partner', value: partner })}`]),
    `    <button>${escape(send)}</button>`,
    '  </form>',
  ].join('\n');
}

/** A script that never changes, checked by its digest, and the element. */
export function scriptSnippet(api: string, choice: Choice, link: Fallback): string {
  const { file, integrity } = choice.element;
  const script = tagOf('script', {
    type: 'module',
    src: `${api}/embed/v1/${file}`,
    integrity,
    crossorigin: 'anonymous',
  });
  const inside =
    choice.element.name === 'join-form'
      ? fallbackForm(choice, link)
      : `${tagOf('a', { href: link.href })}${escape(link.text)}</a>`;
  const fallback = `\n  ${inside}\n`;
  return `${script}</script>\n${elementTag(choice, fallback)}`;
}

/**
 * Rules for the host's style sheet: room until the element shows, and the color of its action. What comes after a
 * screenful moves out of sight. No margin of what is inside reaches out: it would go when that does.
 */
export function styleSnippet({ element, action }: Choice): string {
  const height = heightOf(element) > 900 ? 'max(900px, 100vh)' : `${heightOf(element)}px`;
  const colors = action === null ? '' : ` --uwh-action: ${action}; --uwh-on-action: ${textOn(action)};`;
  return `${element.tagName} { display: flow-root; min-height: ${height};${colors} }`;
}

/** A frame, for pages that take no script: WordPress, and whoever runs others' scripts. */
export function frameSnippet(api: string, choice: Choice, title: string, { width = '100%', height = 0 } = {}): string {
  const frame = tagOf('iframe', {
    src: frameAddress(api, choice),
    title,
    width,
    height: String(height || heightOf(choice.element)),
    loading: 'lazy',
    sandbox: 'allow-scripts allow-forms allow-popups',
    // No style of its own: a strict policy would stop that, and WordPress takes it out.
    frameborder: '0',
  });
  return `${frame}</iframe>`;
}

/** Black or white, whichever can be read better on a color (WCAG 2.2, relative luminance). */
function textOn(color: string): '#fff' | '#000' {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 ? '#fff' : '#000';
}

/** A color as somebody chose it; null where it is none. */
export function readColor(text: string | undefined): string | null {
  const digits = /^#?([0-9a-f]{6})$/i.exec(text ?? '')?.[1];
  return digits === undefined ? null : `#${digits.toLowerCase()}`;
}
