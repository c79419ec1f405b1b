import { html, nothing } from 'lit/html.js';
import type { Item } from '../../schema/kinds/index.ts';
import type { Counter } from '../../schema/wire/counter.ts';
import { get, type ItemAnswer } from '../shared/api.ts';
import { CampaignElement } from '../shared/campaign-element.ts';
import { field } from '../shared/contact-fields.ts';
import { closing, errorSummary } from '../shared/form-parts.ts';
import { directionOf, formatNumber } from '../shared/locale.ts';
import { strands } from '../shared/strands.ts';
import * as strings from '../shared/strings.ts';
import { base, formStyles } from '../shared/styles.ts';
import { answersOf, findInvalid, Submission } from '../shared/submission.ts';
import { styles } from './styles.ts';

type Words = strings.Strings['form'] & strings.Strings['counter'];

/**
 * A pledge with the number of people who stand behind it, how far that is on the way to the goal, and a short form
 * to put a name to it. Whoever has joined or pledged on the page is counted; the number follows later, for all at once.
 *
 * @tagname uwh-pledge-counter
 * @attr {string} pledge - Slug of the pledge.
 * @attr {string} chapter - Slug of the chapter whose words are shown, and whose organizers will read what is sent. Default: `national`.
 * @attr {string} locale - BCP 47. Default: the language of the page at this place, then the browser's.
 * @attr {string} api - Origin of the API. Default: the origin that served the script.
 * @attr {string} partner - Publishable key of the partner whose page this is.
 * @slot - What stands here until the pledge does, and when the API is away.
 * @fires uwh-ready - It shows what it is for. Bubbles, composed, without any detail, like all of these.
 * @fires uwh-submit - Something is about to be sent; canceling it stops that, and keeps what was typed.
 * @fires uwh-success - It is kept.
 * @fires uwh-error - It could not be sent, or was sent back; the form says why.
 * @fires uwh-pledged - The signature is kept: `uwh-success` by a name of its own.
 * @csspart heading - The title of the pledge.
 * @csspart text - Its text.
 * @csspart count - How many, of how many.
 * @csspart progress - The strands that show it.
 * @csspart thanks - That the person is counted, or that the pledge is closed.
 * @csspart summary - What is wrong, at the top of the form.
 * @csspart field - A label with its control and messages.
 * @csspart label - The label of a field.
 * @csspart input - A text field.
 * @csspart error - What to do about a field, or about sending.
 * @csspart note - Who can see what is sent.
 * @csspart button - The one button.
 * @cssprop --uwh-action - Ground of the button, the second strand, marks of errors.
 * @cssprop --uwh-on-action - Text of the button.
 * @cssprop --uwh-gold - The third strand, and the rule beside notes.
 * @cssprop --uwh-sage - The fourth strand.
 * @cssprop --uwh-field - Ground of fields; default transparent.
 * @cssprop --uwh-field-line - Border of fields.
 * @cssprop --uwh-radius - Corners of fields and button.
 * @cssprop --uwh-heading-font - Font of the title and the number.
 */
export class PledgeCounter extends CampaignElement {
  static override observedAttributes = [...CampaignElement.observedAttributes, 'pledge'];
  static override styles = [base, formStyles, styles];

  declare pledge: string | null;
  #submission = new Submission(this);
  #item: Item<'pledge'> | undefined;
  #counter: Counter | undefined;
  #counted = false;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('uwh-joined', this.#hear);
    document.addEventListener('uwh-pledged', this.#hear);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('uwh-joined', this.#hear);
    document.removeEventListener('uwh-pledged', this.#hear);
  }

  protected override async read(signal: AbortSignal): Promise<void> {
    if (!this.pledge) return;
    const slug = encodeURIComponent(this.pledge);
    const [item, counter] = await Promise.all([
      get<ItemAnswer<Item<'pledge'>>>(this.address(`pledges/${slug}`, { chapter: this.chapter || 'national' }), signal),
      get<{ data: Counter }>(`${this.origin}/v1/counters/${slug}`, signal),
    ]);
    this.#item = item.data;
    this.#counter = counter.data;
  }

  #hear = ({ type, target }: Event): void => {
    this.#counted ||=
      type === 'uwh-joined' ? !!this.#item?.countsSignups : (target as PledgeCounter).pledge === this.pledge;
    this.requestUpdate();
  };

  #send = async (event: Event): Promise<void> => {
    event.preventDefault();
    const form = this.renderRoot.querySelector('form')!;
    const { email: contact, ...answers } = answersOf(form);
    const { needName, needContact } = strings.form[this.tag];
    const errors = { givenName: needName, other: needContact };
    const end = await this.#submission.send({
      url: `${this.origin}/v1/pledges`,
      body: {
        ...answers,
        [contact?.includes('@') ? 'email' : 'phone']: contact,
        pledge: this.pledge,
        chapter: this.chapter || 'national',
        locale: this.tag,
      },
      problems: findInvalid(form, errors),
      errors,
    });
    if (end === 'kept') this.tell('pledged');
    if (end !== 'pledge_closed') return;
    // A counter that is asked for again may come from a cache that does not know yet.
    this.#counter!.closed = true;
    this.requestUpdate();
  };

  #count({ total, goal: { value, basis } }: Counter, words: Words) {
    if (total === null) return html`<p part="count">${words.few}</p>`;
    const sentence = basis === 'target' ? words.ofTarget : words.toMilestone;
    const [before, after] = sentence.replace('{goal}', formatNumber(value, this.tag)).split('{total}');
    return html`<p part="count" id="count">${before}<strong>${formatNumber(total, this.tag)}</strong>${after}</p>
      <div
        part="progress"
        role="progressbar"
        aria-labelledby="count"
        aria-valuenow=${Math.min(total, value)}
        aria-valuemax=${value}
      >
        ${strands(Math.min(1, total / value))}
      </div>`;
  }

  #form({ label, locale }: Item<'pledge'>, words: Words) {
    const { problems } = this.#submission;
    const reached = { email: problems['email'] ?? problems['phone'] };
    return html`<form method="post" novalidate @submit=${this.#send}>
      ${errorSummary(words.check, problems)}
      <div class="fields">
        ${field({ name: 'givenName', label: words.givenName, autocomplete: 'given-name', required: true }, problems)}
        ${field({ name: 'email', label: words.contact, autocomplete: 'email', inputmode: 'email', maxlength: 254, required: true }, reached)}
      </div>
      ${closing(this.#submission, words, html`<span lang=${locale}>${label}</span>`, words.anyChapter, this.#send)}
    </form>`;
  }

  protected override render() {
    if (!this.#item || !this.#counter) return html`<slot></slot>`;
    const words = { ...strings.form[this.tag], ...strings.counter[this.tag] };
    const { title, text, locale } = this.#item;
    const said =
      this.#counted || this.#submission.phase === 'kept' ? words.counted : this.#counter.closed ? words.closed : '';
    return html`<section lang=${this.tag} dir=${directionOf(this.tag)}>
      <div class="words" lang=${locale} dir=${directionOf(locale)}>
        <h2 part="heading">${title}</h2>
        <p part="text">${text.text}</p>
      </div>
      ${this.#count(this.#counter, words)} ${said ? nothing : this.#form(this.#item, words)}
      <p part="thanks" role="status" tabindex=${said ? '-1' : nothing}>${said}</p>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'uwh-pledge-counter': PledgeCounter;
  }
  interface DocumentEventMap {
    'uwh-pledged': CustomEvent<null>;
  }
}
