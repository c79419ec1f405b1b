import { html } from 'lit/html.js';
import type { Item } from '../../schema/kinds/index.ts';
import { ContentList } from '../shared/content-list.ts';
import { directionOf } from '../shared/locale.ts';
import { buildRichText } from '../shared/rich-text.ts';
import { base } from '../shared/styles.ts';
import { styles } from './styles.ts';

/**
 * What the campaign works for, or what a union changes: titles, each with what is behind it.
 *
 * @tagname uwh-goal-list
 * @attr {string} chapter - Slug of the chapter whose goals are shown. Default: `national`.
 * @attr {string} kind - `goals`, or `benefits` for the union difference. Default: `goals`.
 * @attr {string} locale - BCP 47. Default: the language of the page at this place, then the browser's.
 * @attr {number} limit - How many, 1 to 100. Default: as many as the API gives at once.
 * @attr {string} api - Origin of the API. Default: the origin that served the script.
 * @slot - What stands here until the goals do, and when the API is away.
 * @fires uwh-ready - It shows what it is for. Bubbles, composed, without any detail.
 * @csspart item - A goal.
 * @csspart heading - Its title.
 * @csspart text - What is behind it.
 * @cssprop --uwh-action - The mark at the head of a goal.
 * @cssprop --uwh-line - The rule above each.
 * @cssprop --uwh-heading-font - Font of titles.
 */
export class GoalList extends ContentList<'goal' | 'benefit'> {
  static override observedAttributes = [...ContentList.observedAttributes, 'kind'];
  static override styles = [base, styles];

  declare kind: string | null;

  protected override get plural() {
    return this.kind === 'benefits' ? this.kind : 'goals';
  }

  protected override row({ title, body, locale }: Item<'goal' | 'benefit'>) {
    return html`<li part="item" lang=${locale} dir=${directionOf(locale)}>
      <h3 part="heading">${title}</h3>
      <div part="text">${buildRichText(body.html, this.origin)}</div>
    </li>`;
  }

  protected override frame(rows: unknown) {
    return html`<ul>
      ${rows}
    </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'uwh-goal-list': GoalList;
  }
}
