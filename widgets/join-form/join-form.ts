import { html, nothing } from 'lit/html.js';
import type { Item } from '../../schema/kinds/index.ts';
import type { Chapter } from '../../schema/wire/chapter.ts';
import { get, type ListAnswer } from '../shared/api.ts';
import { CampaignElement } from '../shared/campaign-element.ts';
import { field, looksLikeWork, phone } from '../shared/contact-fields.ts';
import { closing, errorSummary } from '../shared/form-parts.ts';
import { directionOf } from '../shared/locale.ts';
import { strands } from '../shared/strands.ts';
import * as strings from '../shared/strings.ts';
import { base, formStyles } from '../shared/styles.ts';
import { type Act, answersOf, findInvalid, type Problems, Submission } from '../shared/submission.ts';
import { moreFields } from './more-fields.ts';
import { styles } from './styles.ts';
import { textConsent } from './text-consent.ts';

/** Of the sources, set by the build. */
declare const VERSION: string;

type Words = strings.Strings['form'] & strings.Strings['join'];

/**
 * Asks for a name and one way to reach a person, and sends it to organizers. Nothing is read from the API before
 * somebody turns to the form, and nothing is kept in the browser.
 *
 * @tagname uwh-join-form
 * @attr {string} chapter - Slug of the chapter that people join. Where it is absent the form offers a choice.
 * @attr {string} locale - BCP 47. Default: the language of the page at this place, then the browser's.
 * @attr {string} api - Origin of the API. Default: the origin that served the script.
 * @attr {string} partner - Publishable key of the partner whose page this is.
 * @attr {boolean} isolate - Shows the form in a frame of the API's origin, where no script of the page can read what is typed. The page's policy has to allow that origin in `frame-src`. Default: off.
 * @attr {boolean} share - Offers to share the page after joining, where `uwh-share` is loaded. Default: off.
 * @slot - What stands here until the form does: best a form of its own, which works without JavaScript, and whose fields of the same names are gone on with.
 * @fires uwh-ready - It shows what it is for. Bubbles, composed, without any detail, like all of these.
 * @fires uwh-submit - Something is about to be sent; canceling it stops that, and keeps what was typed.
 * @fires uwh-success - It is kept.
 * @fires uwh-error - It could not be sent, or was sent back; the form says why.
 * @fires uwh-joined - The sign-up is kept: `uwh-success` by a name of its own.
 * @csspart heading - The heading of the thanks.
 * @csspart code - The private code that is shown after joining.
 * @csspart summary - What is wrong, at the top of the form.
 * @csspart field - A label with its control and messages.
 * @csspart label - The label of a control.
 * @csspart input - A text field or a choice.
 * @csspart error - What to do about a field, or about sending.
 * @csspart notice - Something to know about what was typed or what is shown.
 * @csspart note - Who can see what is sent.
 * @csspart more - The fields that nobody has to fill in.
 * @csspart button - The one button.
 * @csspart frame - The frame, where the form is isolated.
 * @cssprop --uwh-action - Ground of the button, marks of errors.
 * @cssprop --uwh-on-action - Text of the button.
 * @cssprop --uwh-gold - The third strand, and the rule beside notes.
 * @cssprop --uwh-sage - The fourth strand.
 * @cssprop --uwh-field - Ground of fields; default transparent.
 * @cssprop --uwh-field-line - Border of fields.
 * @cssprop --uwh-radius - Corners of fields and button.
 * @cssprop --uwh-heading-font - Font of headings.
 */
export class JoinForm extends CampaignElement {
  static override observedAttributes = [...CampaignElement.observedAttributes, 'isolate', 'share'];
  static override styles = [base, formStyles, styles];

  declare isolate: string | null;
  declare share: string | null;
  #submission = new Submission(this);
  #wanted = false;
  #turnedTo = false;
  #works = false;
  #released: Promise<void> | undefined;
  #chapters: Chapter[] = [];
  #disclosure: Item<'disclosure'> | undefined;
  #agreedAt = '';

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('message', this.#hear);
    void this.updateComplete?.then(this.#takeOver);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('message', this.#hear);
  }

  /** Goes on with what somebody typed into the form that stood here until now. */
  #takeOver = (): void => {
    for (const old of this.querySelectorAll('input')) {
      const field = this.renderRoot.querySelector('form')?.elements.namedItem(old.name) as HTMLInputElement | null;
      if (!field) continue;
      field.value ||= old.value;
      if (old.matches(':focus')) field.focus();
      old.value = '';
    }
  };

  /** Hears of the form in the frame how high it is and what became of it, and of others nothing. */
  #hear = ({ source, origin, data }: MessageEvent<{ uwh?: string; name: string; value: number }>): void => {
    const frame = this.renderRoot.querySelector('iframe');
    if (source !== frame?.contentWindow || origin !== new URL(this.origin).origin) return;
    if (data.uwh === 'height') frame.height = `${data.value}`;
    else if (data.uwh === 'event' && data.name !== 'ready') this.tell(data.name);
  };

  #frame(title: string) {
    const { chapter, partner, tag } = this;
    const { colorScheme } = getComputedStyle(this);
    const query = { locale: tag, scheme: colorScheme, ...(chapter && { chapter }), ...(partner && { partner }) };
    return html`<iframe
      part="frame"
      title=${title}
      src="${this.origin}/embed/frame/join-form?${new URLSearchParams(query)}"
    ></iframe>`;
  }

  /** Reads what the form can do without: it works before, and when the API does not answer. */
  protected override async read(signal: AbortSignal, cache?: RequestCache): Promise<void> {
    if (!this.#wanted) return;
    const [chapters, texts] = await Promise.allSettled([
      get<ListAnswer<Chapter>>(this.address('chapters'), signal),
      get<ListAnswer<Item<'disclosure'>>>(this.address('disclosures', { chapter: this.#chosen }), signal, cache),
    ]);
    await this.#released;
    if (chapters.status === 'fulfilled') this.#chapters = chapters.value.data;
    if (texts.status === 'fulfilled') this.#offer(texts.value);
    // The next turn to the form tries again.
    else this.#wanted = signal.aborted;
  }

  /** Offers texts in words that the person can be expected to read: the language that they see all else in. */
  #offer({ data, meta }: ListAnswer<Item<'disclosure'>>): void {
    const [offered, seen] = [meta.locale, this.tag].map((tag) => new Intl.Locale(tag).language);
    const isSms = ({ channel, locale }: Item<'disclosure'>) => channel === 'sms' && locale === meta.locale;
    const disclosure = offered === seen ? data.find(isSms) : undefined;
    if (disclosure?.digest !== this.#disclosure?.digest) this.#untick();
    this.#disclosure = disclosure;
  }

  /** Agreeing to other words needs another act. */
  #untick(): void {
    const box = this.renderRoot.querySelector<HTMLInputElement>('#sms');
    if (box) box.checked = false;
  }

  #turnTo = (): void => {
    if (this.#wanted) return;
    this.#wanted = this.#turnedTo = true;
    this.requestUpdate();
    void this.reload();
  };

  /** Waits until no pointer is down: what moves under one swallows its click. */
  #press = (): void => {
    this.#released = new Promise((resolve) => {
      for (const end of ['pointerup', 'pointercancel']) {
        // A host that stops events on their way up does not stop them here.
        addEventListener(end, () => setTimeout(resolve), { once: true, capture: true });
      }
    });
  };

  #note = async ({ type, target }: Event): Promise<void> => {
    const { id, value } = target as HTMLInputElement;
    await this.#released;
    // While someone types, the notice can go but not come: half an address says nothing yet.
    if (id === 'email' && (type === 'change' || this.#works)) this.#works = looksLikeWork(value);
    if (id === 'sms') this.#agreedAt = new Date().toISOString();
    if (id === 'chapter') void this.reload();
    this.requestUpdate();
  };

  /** The chapter whose organizers will read it: the host's choice, the person's, or the whole campaign. */
  get #chosen(): string {
    return (
      this.chapter || this.renderRoot.querySelector<HTMLElement & { value: string }>('#chapter')?.value || 'national'
    );
  }

  #bodyOf({ sms, noVoicemail, ...answers }: Record<string, string>): object {
    const { slug: disclosure, version, locale, digest } = this.#disclosure ?? {};
    const shown = { control: 'checkbox', initially: 'unset', form: `join-form/${VERSION}`, at: this.#agreedAt };
    return {
      ...answers,
      noVoicemail: noVoicemail === 'on',
      chapter: this.#chosen,
      locale: this.tag,
      consents: sms ? { sms: { disclosure, version, locale, digest, ...shown } } : {},
    };
  }

  /** What is wrong: one way to reach the person is enough, and text messages need a phone. */
  #findProblems(form: HTMLFormElement, { email, phone, sms }: Record<string, string>, errors: Act['errors']): Problems {
    const [mail, mobile] = form.querySelectorAll<HTMLInputElement>('fieldset input');
    mail!.required = !email && !phone && !sms;
    mobile!.required = Boolean(sms);
    const problems = findInvalid(form, errors);
    // Neither is announced as required while the other would do.
    mail!.required = mobile!.required = false;
    return problems;
  }

  #send = async (event: Event): Promise<void> => {
    event.preventDefault();
    const form = this.renderRoot.querySelector('form')!;
    // Fields can't keep the focus while what is in them is sent.
    form.querySelector('button')!.focus();
    const answers = answersOf(form);
    const { needName, needContact } = strings.form[this.tag];
    const { needPhone, ...errors } = { ...strings.joinErrors[this.tag], givenName: needName };
    if (!answers['email']) errors.email = needContact;
    if (!answers['phone']) errors.phone = needPhone;
    const end = await this.#submission.send({
      url: `${this.origin}/v1/signups`,
      body: this.#bodyOf(answers),
      problems: this.#findProblems(form, answers, errors),
      errors,
    });
    if (end === 'kept') this.tell('joined');
    if (end === 'disclosure_not_current') {
      this.#untick();
      await this.reload('reload');
    }
  };

  #thanks(words: Words) {
    return html`<div part="thanks">
      ${strands()}
      <h2 part="heading" tabindex="-1">${words.thanks}</h2>
      <p>${words.next}</p>
      <p>${words.code} <a href="${this.origin}/my" target="_blank" rel="noopener">${this.origin}/my</a></p>
      <p part="code" dir="ltr">${this.#submission.code}</p>
      ${this.share === null ? nothing : html`<uwh-share locale=${this.tag}></uwh-share>`}
    </div>`;
  }

  #fields(words: Words) {
    const { phase, problems } = this.#submission;
    const chapter = this.#chosen === 'national' ? undefined : this.#chapters.find(({ slug }) => slug === this.#chosen);
    const work = html`<p part="note notice" role="status">${this.#works ? words.workMail : nothing}</p>`;
    return html`<form
      method="post"
      novalidate
      @focusin=${this.#turnTo}
      @click=${this.#turnTo}
      @pointerdown=${this.#press}
      @input=${this.#note}
      @change=${this.#note}
      @submit=${this.#send}
    >
      ${errorSummary(words.check, problems)}
      <div class="answers" ?inert=${phase === 'sending'}>
        <div class="fields">
          ${field({ name: 'givenName', label: words.givenName, autocomplete: 'given-name', required: true }, problems)}
          ${field({ name: 'familyName', label: words.familyName, hint: words.optional, autocomplete: 'family-name' }, problems)}
        </div>
        <fieldset>
          <legend>${words.reach}</legend>
          <div class="fields">
            ${field({ name: 'email', label: words.email, type: 'email', autocomplete: 'email', maxlength: 254, after: work }, problems)}
            ${field({ name: 'phone', label: words.phone, type: 'tel', autocomplete: 'tel', pattern: phone, maxlength: 40 }, problems)}
          </div>
        </fieldset>
        ${moreFields(words, problems, this.chapter ? [] : this.#chapters, this.#turnedTo)}
        ${this.#disclosure && textConsent(this.#disclosure, words, this.origin, problems['sms'])}
      </div>
      ${closing(this.#submission, words, words.send, chapter?.name ?? words.anyChapter, this.#send)}
    </form>`;
  }

  protected override render() {
    const words = { ...strings.form[this.tag], ...strings.join[this.tag] };
    if (this.isolate !== null) return this.#frame(words.send);
    return html`<div lang=${this.tag} dir=${directionOf(this.tag)}>
      ${this.#submission.phase === 'kept' ? this.#thanks(words) : this.#fields(words)}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'uwh-join-form': JoinForm;
  }
  interface DocumentEventMap {
    'uwh-joined': CustomEvent<null>;
  }
}
