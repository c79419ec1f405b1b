import { html, nothing, type TemplateResult } from 'lit';
import type { NewTestimonialLink, TestimonialLink } from '../../../schema/wire/testimonial-link.ts';
import { call, listAll } from '../api.ts';
import { copyFrom } from '../copy.ts';
import { Screen } from '../screen.ts';
import { may } from '../session.ts';
import { words } from './words.ts';

interface LocaleName {
  tag: string;
  name: string;
}

const periods = [
  [7, 'week'],
  [14, 'fortnight'],
  [30, 'month'],
] as const;

/** Links by which workers give testimonials: make one, send it, and see what came of each. */
class TestimonialLinks extends Screen {
  static override properties = {
    ...Screen.properties,
    links: { state: true },
    locales: { state: true },
    made: { state: true },
    copied: { state: true },
  };
  declare links: readonly TestimonialLink[] | null;
  declare locales: readonly LocaleName[];
  /** The link that was just made: it is shown once. */
  declare made: NewTestimonialLink | null;
  /** What came of copying it. */
  declare copied: string | null;

  constructor() {
    super();
    this.links = null;
    this.locales = [];
    this.made = null;
    this.copied = null;
  }

  get #chapter(): string {
    return this.params['chapter']!;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.attempt(async () => {
      this.locales = (await call<LocaleName[]>('GET', '/v1/locales')).data;
      await this.#list();
    });
  }

  async #list(): Promise<void> {
    this.links = await listAll<TestimonialLink>(`/v1/manage/testimonial-links?chapter=${this.#chapter}`);
  }

  protected override render(): TemplateResult {
    const say = this.say(words);
    return html`<h1>${say.title}</h1>
      <p>${say.intro}</p>
      ${this.renderProblem()} ${this.#renderForm()}
      <div aria-live="polite">${this.made === null ? nothing : this.#renderMade(this.made)}</div>
      <h2>${say.list}</h2>
      ${this.links === null ? nothing : this.#renderLinks(this.links)}`;
  }

  #renderForm(): TemplateResult | typeof nothing {
    const say = this.say(words);
    if (!may(this.context.session, 'create', { chapter: this.#chapter, kind: 'testimonial' })) return nothing;
    return html`<form class="fields" @submit=${this.#make}>
      <div class="field">
        <label for="link-locale">${say.locale}</label>
        <select id="link-locale" name="locale">
          ${this.locales.map(
            ({ tag, name }) => html`<option value=${tag} ?selected=${tag === this.context.lang}>${name}</option>`,
          )}
        </select>
      </div>
      <div class="field">
        <label for="link-days">${say.days}</label>
        <select id="link-days" name="days">
          ${periods.map(([days, name]) => html`<option value=${days} ?selected=${days === 14}>${say[name]}</option>`)}
        </select>
      </div>
      <button class="button" aria-disabled=${this.isBusy ? 'true' : 'false'}>${say.make}</button>
    </form>`;
  }

  #renderMade({ link }: NewTestimonialLink): TemplateResult {
    const say = this.say(words);
    return html`<section class="new-link" aria-label=${say.link}>
      <p>${say.made}</p>
      <div>
        <label for="made-link">${say.link}</label>
        <input id="made-link" readonly .value=${link} @focus=${(event: FocusEvent) => select(event)} />
      </div>
      <p class="acts">
        <button type="button" class="button" @click=${() => void this.#copy()}>${say.copy}</button>
        ${
          'share' in navigator
            ? html`<button type="button" class="button quiet" @click=${() => void this.#share(link)}>
                ${say.send}
              </button>`
            : nothing
        }
        ${this.copied === null ? nothing : html`<span class="note">${this.copied}</span>`}
      </p>
    </section>`;
  }

  #renderLinks(links: readonly TestimonialLink[]): TemplateResult {
    const say = this.say(words);
    if (links.length === 0) return html`<p>${say.none}</p>`;
    return html`<ul class="plain links">
      ${links.map((link) => this.#renderLink(link))}
    </ul>`;
  }

  #renderLink(link: TestimonialLink): TemplateResult {
    const say = this.say(words);
    const state = stateOf(link);
    const made = say.by.replace('{at}', this.#day(link.createdAt)).replace('{who}', link.createdBy);
    return html`<li>
      <div>
        <h3>${say[state].replace('{until}', this.#day(link.expiresAt))}</h3>
        <p class="caption">${made} · ${this.locales.find(({ tag }) => tag === link.locale)?.name ?? link.locale}</p>
      </div>
      ${state === 'open' ? this.#renderRevoke(link) : nothing}
      ${
        state === 'used' || state === 'published'
          ? html`<a href="/desk/chapters/${this.#chapter}/entries/testimonials/${link.slug}">${say.see}</a>`
          : nothing
      }
    </li>`;
  }

  #renderRevoke(link: TestimonialLink): TemplateResult | typeof nothing {
    if (!may(this.context.session, 'create', { chapter: this.#chapter, kind: 'testimonial' })) return nothing;
    const say = this.say(words);
    const made = say.by.replace('{at}', this.#day(link.createdAt)).replace('{who}', link.createdBy);
    return html`<button
      type="button"
      class="link"
      aria-label="${say.revoke}: ${made}"
      @click=${() => void this.#revoke(link)}
    >
      ${say.revoke}
    </button>`;
  }

  #day(time: string): string {
    return new Intl.DateTimeFormat(this.context.lang, { dateStyle: 'medium' }).format(new Date(time));
  }

  readonly #make = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.isBusy) return;
    const form = new FormData(event.target as HTMLFormElement);
    const body = { chapter: this.#chapter, locale: form.get('locale'), days: Number(form.get('days')) };
    this.copied = null;
    const isMade = await this.attempt(async () => {
      this.made = (await call<NewTestimonialLink>('POST', '/v1/manage/testimonial-links', { body })).data;
      await this.#list();
    });
    await this.updateComplete;
    if (isMade) this.querySelector('.new-link')?.scrollIntoView({ block: 'nearest' });
  };

  async #copy(): Promise<void> {
    this.copied = await copyFrom(this.querySelector<HTMLInputElement>('#made-link')!, this.context);
  }

  async #share(url: string): Promise<void> {
    // Somebody who thinks better of it makes it fail as well.
    await navigator.share({ text: this.say(words).message, url }).catch(() => {});
  }

  async #revoke({ id }: TestimonialLink): Promise<void> {
    const isDone = await this.attempt(async () => {
      await call('DELETE', `/v1/manage/testimonial-links/${id}`);
      if (this.made?.id === id) this.made = null;
      await this.#list();
    });
    if (isDone) this.context.announce(this.say(words).revoked1);
  }
}

function select({ target }: FocusEvent): void {
  (target as HTMLInputElement).select();
}

/** What came of a link. */
function stateOf(link: TestimonialLink): 'open' | 'used' | 'published' | 'withdrawn' | 'expired' | 'revoked' {
  if (link.withdrawnAt !== null) return 'withdrawn';
  if (link.usedAt !== null) return link.isPublished ? 'published' : 'used';
  if (link.revokedAt !== null) return 'revoked';
  return Date.parse(link.expiresAt) > Date.now() ? 'open' : 'expired';
}

customElements.define('desk-testimonial-links', TestimonialLinks);
