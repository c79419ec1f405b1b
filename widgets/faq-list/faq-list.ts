import { html } from 'lit/html.js';
import type { Item } from '../../schema/kinds/index.ts';
import { get, type ListAnswer } from '../shared/api.ts';
import { CampaignElement } from '../shared/campaign-element.ts';
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
 * @csspart item - A question with its answer.
 * @csspart question - The line that opens it.
 * @csspart answer - The answer.
 * @cssprop --uwh-action - The sign at the end of a question.
 * @cssprop --uwh-line - The rules between questions.
 */
export class FaqList extends CampaignElement {
  static override observedAttributes = [...CampaignElement.observedAttributes, 'limit'];
  static override styles = [base, styles];

  declare limit: string | null;
  #items: { item: Item<'faq'>; answer: DocumentFragment }[] | undefined;

  protected override async read(signal: AbortSignal): Promise<void> {
    const { chapter, limit } = this;
    const query = { chapter: chapter || 'national', ...(limit && { limit }) };
    const { data } = await get<ListAnswer<Item<'faq'>>>(this.address('faqs', query), signal);
    this.#items = data.map((item) => ({ item, answer: buildRichText(item.answer.html, this.origin) }));
  }

  protected override render() {
    if (!this.#items) return html`<slot></slot>`;
    return this.#items.map(
      ({ item, answer }) =>
        html`<details part="item" lang=${item.locale} dir=${directionOf(item.locale)}>
          <summary part="question">${item.question}</summary>
          <div part="answer">${answer}</div>
        </details>`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'uwh-faq-list': FaqList;
  }
}
