import { html } from 'lit/html.js';
import type { Item } from '../../schema/kinds/index.ts';
import { ContentList } from '../shared/content-list.ts';
import { directionOf } from '../shared/locale.ts';
import * as strings from '../shared/strings.ts';
import { base } from '../shared/styles.ts';
import { styles } from './styles.ts';

/**
 * What workers say in their own words, with who they are, and where those words are a translation into this language.
 *
 * @tagname uwh-testimonials
 * @attr {string} chapter - Slug of the chapter whose voices are shown. Default: `national`.
 * @attr {string} locale - BCP 47. Default: the language of the page at this place, then the browser's.
 * @attr {number} limit - How many, 1 to 100. Default: as many as the API gives at once.
 * @attr {string} api - Origin of the API. Default: the origin that served the script.
 * @slot - What stands here until the voices do, and when the API is away or has none.
 * @fires uwh-ready - It shows what it is for. Bubbles, composed, without any detail.
 * @csspart item - A quotation with who said it.
 * @csspart quote - The words.
 * @csspart attribution - Who said them.
 * @csspart note - That they are translated, and whether a machine did it.
 * @cssprop --uwh-gold - The rule beside a quotation.
 * @cssprop --uwh-heading-font - Font of the words.
 */
export class Testimonials extends ContentList<'testimonial'> {
  static override styles = [base, styles];

  protected override get plural() {
    return 'testimonials';
  }

  protected override row({ quote, name, attribution, locale, translation }: Item<'testimonial'>) {
    return html`<figure part="item">
      <blockquote part="quote" lang=${locale} dir=${directionOf(locale)}>${quote}</blockquote>
      <figcaption>
        <p part="attribution" lang=${locale} dir=${directionOf(locale)}><b>${name}</b>, ${attribution}</p>
        ${this.note(translation)}
      </figcaption>
    </figure>`;
  }

  private note(translation: Item<'testimonial'>['translation']) {
    if (translation === 'original') return undefined;
    const { machine, translated } = strings.reading[this.tag];
    return html`<p part="note" lang=${this.tag} dir=${directionOf(this.tag)}>
      ${translation === 'machine' ? machine : translated}
    </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'uwh-testimonials': Testimonials;
  }
}
