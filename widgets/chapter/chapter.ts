import { html, nothing } from 'lit/html.js';
import type { Item } from '../../schema/kinds/index.ts';
import type { Chapter } from '../../schema/wire/chapter.ts';
import { get, type ItemAnswer, type ListAnswer } from '../shared/api.ts';
import { CampaignElement } from '../shared/campaign-element.ts';
import { directionOf } from '../shared/locale.ts';
import { buildRichText } from '../shared/rich-text.ts';
import { strands } from '../shared/strands.ts';
import { base } from '../shared/styles.ts';
import { styles } from './styles.ts';

type Section = Item<'section'>;

/**
 * A chapter's whole local page: its own words, its figures and voices, what the campaign works for, the questions that
 * people ask, and the form to join, each an element of its own.
 *
 * @tagname uwh-chapter
 * @attr {string} chapter - Slug of the chapter. Default: `national`.
 * @attr {string} locale - BCP 47. Default: the language of the page at this place, then the browser's.
 * @attr {string} api - Origin of the API. Default: the origin that served the script.
 * @attr {string} partner - Publishable key of the partner whose page this is.
 * @slot - What stands here until the page does, and when the API is away.
 * @fires uwh-ready - It shows what it is for. Bubbles, composed, without any detail.
 * @csspart heading - The title of the page.
 * @csspart section - A part of it.
 * @csspart title - The title of a part.
 * @csspart text - Its words.
 * @csspart join - The part with the form.
 * @cssprop --uwh-action - Marks, buttons, what is drawn.
 * @cssprop --uwh-line - The rules between parts.
 * @cssprop --uwh-heading-font - Font of titles.
 */
export class ChapterPage extends CampaignElement {
  static override styles = [base, styles];

  #chapter: Chapter | undefined;
  #sections: { section: Section; body: DocumentFragment }[] = [];
  #isWhole = false;

  get #slug(): string {
    return this.chapter || 'national';
  }

  protected override async read(signal: AbortSignal): Promise<void> {
    const [chapter, sections] = await Promise.all([
      get<ItemAnswer<Chapter>>(this.address(`chapters/${encodeURIComponent(this.#slug)}`), signal),
      get<ListAnswer<Section>>(this.address('sections', { chapter: this.#slug }), signal),
    ]);
    const page = chapter.data.inherits ? 'chapter' : 'home';
    this.#chapter = chapter.data;
    this.#sections = sections.data
      .filter((section) => section.page === page || section.slug in this.#parts())
      // What somebody can do stands at the end.
      .toSorted((a, b) => +(a.slug === 'join') - +(b.slug === 'join'))
      .map((section) => ({ section, body: buildRichText(section.body.html, this.origin) }));
    this.requestUpdate();
    await this.updateComplete;
    // Shown at once with all that stands in it: what came later would push the rest down.
    const parts = this.renderRoot.querySelectorAll<CampaignElement>('section > :not(.words)');
    await Promise.all([...parts].map(async ({ settled }) => settled));
    this.#isWhole = true;
  }

  /** What stands under the words of a section, by its slug. */
  #parts(): Record<string, unknown> {
    const { api, partner, tag } = this;
    const chapter = this.#slug;
    return {
      burnout: html`<uwh-statistics drawn .chapter=${chapter} .locale=${tag} .api=${api}></uwh-statistics>`,
      'what-we-work-for': html`<uwh-goal-list .chapter=${chapter} .locale=${tag} .api=${api}></uwh-goal-list>`,
      'union-difference': html`<uwh-goal-list
        kind="benefits"
        .chapter=${chapter}
        .locale=${tag}
        .api=${api}
      ></uwh-goal-list>`,
      stories: html`<uwh-testimonials .chapter=${chapter} .locale=${tag} .api=${api}></uwh-testimonials>`,
      questions: html`<uwh-faq-list .chapter=${chapter} .locale=${tag} .api=${api}></uwh-faq-list>`,
      join: html`<uwh-join-form .chapter=${chapter} .locale=${tag} .api=${api} .partner=${partner}></uwh-join-form>`,
    };
  }

  protected override render() {
    if (!this.#chapter) return html`<slot></slot>`;
    const { name, description, locale } = this.#chapter;
    const parts = this.#parts();
    return html`${this.#isWhole ? nothing : html`<slot></slot>`}
      <article lang=${this.tag} dir=${directionOf(this.tag)} ?hidden=${!this.#isWhole}>
        <header lang=${locale} dir=${directionOf(locale)}>
          <h2 part="heading">${name}</h2>
          <p>${description}</p>
          ${strands()}
        </header>
        ${this.#sections.map(
          ({ section: { slug, heading, locale }, body }) =>
            html`<section part=${slug === 'join' ? 'section join' : 'section'}>
              <div class="words" lang=${locale} dir=${directionOf(locale)}>
                <h2 part="title">${heading}</h2>
                <div part="text">${body}</div>
              </div>
              ${parts[slug]}
            </section>`,
        )}
      </article>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'uwh-chapter': ChapterPage;
  }
}
