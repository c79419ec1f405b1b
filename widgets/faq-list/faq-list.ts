import { html } from 'lit/html.js';
import type { Item } from '../../schema/kinds/index.ts';
import { ContentList } from '../shared/content-list.ts';
import { directionOf } from '../shared/locale.ts';
import { buildRichText } from '../shared/rich-text.ts';
import { base } from '../shared/styles.ts';
import { styles } from './styles.ts';

/**
 * The questions that people ask, each opening to its answer.
 *
 * @tagname uwh-faq-list
 * @attr {string} chapter - Slug of the chapter whose questions are shown. Default: `national`.
 * @attr {string} locale - BCP 47. Default: the language of the page at this place, then the browser's.
 * @attr {number} limit - How many, 1 to 100. Default: as many as the API gives at once.
 * @attr {string} api - Origin of the API. Default: the origin that served the script.
 * @slot - What stands here until the questions do, and when the API is away.
 * @fires uwh-ready - It shows what it is for. Bubbles, composed, without any detail.
 * @csspart item - A question with its answer.
 * @csspart question - The line that opens it.
 * @csspart answer - The answer.
 * @cssprop --uwh-action - The sign at the end of a question.
 * @cssprop --uwh-line - The rules between questions.
 */
export class FaqList extends ContentList<'faq'> {
  static override styles = [base, styles];

  protected override get plural() {
    return 'faqs';
  }

  protected override row({ question, answer, locale }: Item<'faq'>) {
    return html`<details part="item" lang=${locale} dir=${directionOf(locale)}>
      <summary part="question">${question}</summary>
      <div part="answer">${buildRichText(answer.html, this.origin)}</div>
    </details>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'uwh-faq-list': FaqList;
  }
}
