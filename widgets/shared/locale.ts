import { type Tag, tags } from './strings.ts';

/** The language of the page at this element: that of the closest ancestor which names one, through shadow roots too. */
function pageLanguage(element: Element | undefined): string | null | undefined {
  const closest = element?.closest('[lang]');
  return closest || !element
    ? closest?.getAttribute('lang')
    : pageLanguage((element.getRootNode() as Partial<ShadowRoot>).host);
}

/** RFC 4647 lookup: the first of these languages that there are words in. */
function lookUp(languages: readonly (string | null | undefined)[]): Tag | undefined {
  for (const wanted of languages) {
    const found = tags.find((tag) => `${wanted}-`.toLowerCase().startsWith(`${tag}-`.toLowerCase()));
    if (found) return found;
  }
  return undefined;
}

/** The element's own language, then the page's, then the browser's, for which the browser has to be asked. */
export function findTag(element: Element, own: string | null | undefined): Tag {
  return lookUp([own]) ?? lookUp([pageLanguage(element)]) ?? lookUp(navigator.languages) ?? tags[0];
}

export function directionOf(tag: string): 'ltr' | 'rtl' {
  return ['ar', 'fa', 'he', 'ps', 'ur', 'yi'].includes(tag.split('-')[0]!) ? 'rtl' : 'ltr';
}

/** Numbers as people in the United States write them, whatever their language: 1,260 also in Spanish. */
export function formatNumber(value: number, tag: string): string {
  return value.toLocaleString(`${tag}-US`);
}
