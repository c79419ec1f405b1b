import { html, nothing, type TemplateResult } from 'lit';
import { words } from './sign-ups-words.ts';
import { StewardScreen } from './steward-screen.ts';
import { exportable, renderTop } from './tasks.ts';

/** How to take sealed sign-ups away, and to open them elsewhere. */
class SignUps extends StewardScreen {
  static override properties = { ...StewardScreen.properties, chapter: { state: true }, isBegun: { state: true } };
  declare chapter: string | null;
  declare isBegun: boolean;

  constructor() {
    super();
    this.chapter = null;
    this.isBegun = false;
  }

  protected override load(): Promise<void> {
    return Promise.resolve();
  }

  protected override render(): TemplateResult {
    const say = this.say(words);
    const { lang, session, chapters } = this.context;
    const open = exportable(
      session,
      chapters.map(({ slug }) => slug),
    );
    if (open.length === 0) return renderTop(lang, say.title, say.none);
    return html`${renderTop(lang, say.title, say.lead)}
      <ol class="steps">
        <li>
          <h2>${say.pageTitle}</h2>
          <p>${say.page}</p>
          <a class="second" href="/desk/export.html" download>${say.getPage}</a>
        </li>
        <li>
          <h2>${say.fileTitle}</h2>
          <p>${say.file}</p>
          ${this.#renderFile(open)}
        </li>
        <li>
          <h2>${say.openTitle}</h2>
          <p>${say.open}</p>
        </li>
      </ol>
      <section class="rest">
        <h2>${say.keyTitle}</h2>
        <p>${say.key}</p>
      </section>`;
  }

  #renderFile(open: readonly string[]): TemplateResult {
    const say = this.say(words);
    const chosen = this.chapter ?? open[0]!;
    return html`<div class="field">
        <label for="whose">${say.chapter}</label>
        <select id="whose" @change=${this.#choose}>
          ${open.map((slug) => html`<option value=${slug} ?selected=${slug === chosen}>${this.chapterName(slug, say.all)}</option>`)}
        </select>
      </div>
      <a
        class="button"
        href="/v1/manage/submissions?chapter=${encodeURIComponent(chosen)}"
        download
        @click=${this.#begin}
        >${say.getFile}</a
      >
      ${this.isBegun ? html`<p class="caption">${say.begun}</p>` : nothing}`;
  }

  readonly #choose = ({ target }: Event): void => {
    this.chapter = (target as HTMLSelectElement).value;
    this.isBegun = false;
  };

  readonly #begin = (): void => {
    this.isBegun = true;
    this.context.announce(this.say(words).begun);
  };
}

customElements.define('desk-sign-ups', SignUps);
