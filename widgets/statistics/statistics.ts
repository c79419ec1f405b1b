import { html, nothing } from 'lit/html.js';
import type { Item } from '../../schema/kinds/index.ts';
import { ContentList } from '../shared/content-list.ts';
import { directionOf } from '../shared/locale.ts';
import * as strings from '../shared/strings.ts';
import { base } from '../shared/styles.ts';
import { bar, dots } from './drawings.ts';
import { styles } from './styles.ts';

type Figure = Item<'statistic'>;

/**
 * Figures, each with its unit, its source and its date. Two that stand against each other stand together, drawn on one
 * scale. Whatever is drawn is also said; a figure that nobody has found yet is not shown.
 *
 * @tagname uwh-statistics
 * @attr {string} chapter - Slug of the chapter whose figures are shown. Default: `national`.
 * @attr {string} locale - BCP 47. Default: the language of the page at this place, then the browser's.
 * @attr {boolean} drawn - Shows those alone that can be drawn. Default: all.
 * @attr {number} limit - How many, 1 to 100. Default: as many as the API gives at once.
 * @attr {string} api - Origin of the API. Default: the origin that served the script.
 * @slot - What stands here until the figures do, and when the API is away or has none.
 * @fires uwh-ready - It shows what it is for. Bubbles, composed, without any detail.
 * @csspart item - A figure, or two that are compared.
 * @csspart number - The number with its unit.
 * @csspart label - What it counts.
 * @csspart note - What to know about it.
 * @csspart source - Where it comes from.
 * @cssprop --uwh-action - What is drawn.
 * @cssprop --uwh-sage - The other of two bars.
 * @cssprop --uwh-heading-font - Font of numbers.
 */
export class Statistics extends ContentList<'statistic'> {
  static override observedAttributes = [...ContentList.observedAttributes, 'drawn'];
  static override styles = [base, styles];

  declare drawn: string | null;

  protected override get plural() {
    return 'statistics';
  }

  protected override row(item: Figure, all: readonly Figure[]) {
    const other = all.find(({ slug, unit }) => slug === item.comparedWith && unit === item.unit);
    // A pair stands where its first figure does.
    if (other && all.indexOf(other) < all.indexOf(item)) return undefined;
    if (this.drawn !== null && item.drawing === 'none') return undefined;
    const figures = other ? [item, other] : [item];
    const most = Math.max(...figures.map(({ value }) => value!));
    return html`<li part="item" class=${other ? 'pair' : nothing}>
      ${figures.map((figure) => html`<div>${this.#figure(figure, most)}</div>`)}
    </li>`;
  }

  protected override frame(rows: unknown) {
    return html`<ul lang=${this.tag} dir=${directionOf(this.tag)}>
      ${rows}
    </ul>`;
  }

  #figure({ value, unit, per, label, note, source, asOf, drawing, locale }: Figure, most: number) {
    // As people in the United States write them, whatever their language.
    const format = new Intl.NumberFormat('en-US', {
      ...(unit === 'percent' && { style: 'unit', unit }),
      ...(unit.startsWith('usd') && {
        style: 'currency',
        currency: 'USD',
        currencyDisplay: 'narrowSymbol',
        trailingZeroDisplay: 'stripIfInteger',
      }),
    });
    const number = [value!, ...(unit === 'ratio' ? [per!] : [])].map((each) => format.format(each)).join(' : ');
    return html`<p part="number"><bdi dir="ltr">${number}</bdi></p>
      ${drawing === 'bars' ? bar(value! / most) : drawing === 'dots' && unit === 'percent' ? dots(value!) : nothing}
      <div lang=${locale} dir=${directionOf(locale)}>
        <p part="label">${label}</p>
        ${note && html`<p part="note">${note}</p>`}
      </div>
      ${source && this.#source(source, asOf)}`;
  }

  #source({ publisher, title, issue, year, url }: NonNullable<Figure['source']>, asOf: string | null) {
    const words = [publisher, title, issue, year ?? asOf].filter(Boolean).join(', ');
    // The source's own words, in whichever language they are.
    return html`<p part="source">
      ${strings.reading[this.tag].source}: <bdi lang="">${url ? html`<a href=${url}>${words}</a>` : words}</bdi>
    </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'uwh-statistics': Statistics;
  }
}
