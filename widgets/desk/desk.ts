import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { html as staticHtml, unsafeStatic } from 'lit/static-html.js';
import { call, ProblemError } from './api.ts';
import './enter/enter.ts';
import { findRoute } from './routes.ts';
import type { Context } from './screen.ts';
import type { Session } from './session.ts';
import { shared, type Lang } from './words.ts';

const langKey = 'uwh-desk-lang';

/** The desk: who is here, which screen, and the frame around it. */
class Desk extends LitElement {
  static override properties = {
    session: { state: true },
    lang: { state: true },
    path: { state: true },
    loaded: { state: true },
    isAway: { state: true },
  };
  /** Undefined until it is known; null where nobody is signed in. */
  declare session: Session | null | undefined;
  declare lang: Lang;
  declare path: string;
  /** Tags of screens that are defined. */
  declare loaded: ReadonlySet<string>;
  declare isAway: boolean;

  constructor() {
    super();
    this.session = undefined;
    this.lang = (localStorage.getItem(langKey) ?? navigator.language).startsWith('es') ? 'es' : 'en';
    this.path = location.pathname;
    this.loaded = new Set();
    this.isAway = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('popstate', this.#follow);
    this.addEventListener('click', this.#onClick);
    void this.#begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('popstate', this.#follow);
  }

  async #begin(): Promise<void> {
    this.isAway = false;
    try {
      this.session = (await call<Session>('GET', '/v1/manage/session')).data;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      if (error.problem.status === 401) this.session = null;
      else this.isAway = true;
    }
  }

  #follow = (): void => {
    this.path = location.pathname;
  };

  readonly #go = (path: string): void => {
    history.pushState(null, '', path);
    this.#follow();
    scrollTo(0, 0);
    void this.updateComplete.then(() => this.querySelector<HTMLElement>('main')?.focus());
  };

  readonly #onClick = (event: MouseEvent): void => {
    const link = (event.target as Element).closest?.('a');
    const isOurs = link?.origin === location.origin && /^\/desk(?:\/|$)/.test(link.pathname) && link.target === '';
    if (!isOurs || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button > 0)
      return;
    event.preventDefault();
    this.#go(link.pathname + link.search);
  };

  protected override willUpdate(): void {
    document.documentElement.lang = this.lang;
    const found = findRoute(this.path);
    if (!this.session || found === null || this.loaded.has(found.route.tag)) return;
    void found.route.load().then(() => (this.loaded = new Set([...this.loaded, found.route.tag])));
  }

  protected override render(): TemplateResult {
    const words = shared[this.lang];
    return html`<a class="skip" href="#content">${words.skip}</a>
      ${this.#renderHead()}
      <main id="content" class="wide" tabindex="-1">${this.#renderMain()}</main>
      <p class="hidden" role="status" id="said"></p>`;
  }

  #renderHead(): TemplateResult {
    const words = shared[this.lang];
    return html`<header class="head wide">
      <a class="name" href="/desk">United We Heal · ${words.desk}</a>
      <ul>
        <li>
          <button class="link" lang=${this.lang === 'en' ? 'es' : 'en'} @click=${() => this.#switchLanguage()}>
            ${words.language}
          </button>
        </li>
        ${
          this.session
            ? html`<li><button class="link" @click=${() => void this.#signOut()}>${words.signOut}</button></li>`
            : nothing
        }
      </ul>
    </header>`;
  }

  #renderMain(): unknown {
    const words = shared[this.lang];
    if (this.isAway) {
      return html`<p role="alert">${words.unreachable}</p>
        <button class="button" @click=${() => void this.#begin()}>${words.retry}</button>`;
    }
    if (this.session === undefined) return html`<p>${words.loading}</p>`;
    if (this.session === null) {
      return html`<desk-enter
        .lang=${this.lang}
        @entered=${({ detail }: CustomEvent<Session>) => this.#enter(detail)}
      ></desk-enter>`;
    }
    const found = findRoute(this.path);
    if (found === null) return html`<h1>${words.notFound}</h1>`;
    if (!this.loaded.has(found.route.tag)) return html`<p>${words.loading}</p>`;
    const tag = unsafeStatic(found.route.tag);
    return staticHtml`<${tag} .context=${this.#context(this.session)} .params=${found.params}></${tag}>`;
  }

  #context(session: Session): Context {
    return {
      session,
      lang: this.lang,
      go: this.#go,
      announce: (text) => {
        this.querySelector('#said')!.textContent = text;
      },
    };
  }

  #enter(session: Session): void {
    this.session = session;
    if (this.path === '/desk/enter') this.#go('/desk');
  }

  #switchLanguage(): void {
    this.lang = this.lang === 'en' ? 'es' : 'en';
    localStorage.setItem(langKey, this.lang);
  }

  async #signOut(): Promise<void> {
    await call('DELETE', '/v1/manage/session').catch(() => {});
    this.session = null;
  }
}

customElements.define('uwh-desk', Desk);
