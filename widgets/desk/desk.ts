import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { html as staticHtml, unsafeStatic } from 'lit/static-html.js';
import type { ManagedChapter } from '../../schema/wire/managed-chapter.ts';
import { call, listAll, ProblemError, signedOut } from './api.ts';
import './enter/enter.ts';
import { HeadingWatch } from './heading.ts';
import { noteToured } from './help/toured.ts';
import { renderChapters, renderMenu } from './menu.ts';
import { findRoute } from './routes.ts';
import type { Context } from './screen.ts';
import type { Session } from './session.ts';
import { listenForShortcuts } from './shortcuts.ts';
import { shared, type Lang } from './words.ts';

const langKey = 'uwh-desk-lang';
const chapterKey = 'uwh-desk-chapter';

/** The desk: who is here, which screen, and the frame around it. */
class Desk extends LitElement {
  static override properties = {
    session: { state: true },
    chapters: { state: true },
    lang: { state: true },
    path: { state: true },
    loaded: { state: true },
    isAway: { state: true },
    hasEnded: { state: true },
  };
  /** Undefined until it is known; null where nobody is signed in. */
  declare session: Session | null | undefined;
  declare chapters: readonly ManagedChapter[];
  declare lang: Lang;
  declare path: string;
  /** Tags of screens that are defined. */
  declare loaded: ReadonlySet<string>;
  declare isAway: boolean;
  /** Whether the session ended while somebody was here. */
  declare hasEnded: boolean;
  /** Counts up with each move: one may go to a screen from itself. */
  #visit = 0;
  readonly #heading = new HeadingWatch(this, () => shared[this.lang].desk);
  #stopListening = (): void => {};

  constructor() {
    super();
    this.session = undefined;
    this.chapters = [];
    this.lang = (localStorage.getItem(langKey) ?? navigator.language).startsWith('es') ? 'es' : 'en';
    this.path = location.pathname;
    this.loaded = new Set();
    this.isAway = false;
    this.hasEnded = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('popstate', this.#follow);
    addEventListener(signedOut, this.#leave);
    this.addEventListener('click', this.#onClick);
    this.addEventListener('chapters-changed', this.#listChapters);
    this.#stopListening = listenForShortcuts({ go: (path) => this.#goTo(path), help: () => void this.#help() });
    void this.#begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('popstate', this.#follow);
    removeEventListener(signedOut, this.#leave);
    this.#stopListening();
  }

  async #begin(): Promise<void> {
    this.isAway = false;
    try {
      await this.#enter((await call<Session>('GET', '/v1/manage/session')).data);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      if (error.problem.status === 401) this.session = null;
      else this.isAway = true;
    }
  }

  readonly #listChapters = async (): Promise<void> => {
    this.chapters = await listAll<ManagedChapter>('/v1/manage/chapters');
  };

  async #enter(session: Session): Promise<void> {
    await this.#listChapters();
    this.session = session;
    this.hasEnded = false;
    // A screen may have given what is written on it an address of its own.
    this.path = location.pathname;
    if (this.path === '/desk/enter') this.#go('/desk', true);
  }

  /** The chapter of the address, else the one that was worked on last. */
  get #chapter(): string | null {
    const named = findRoute(this.path)?.params['chapter'];
    const known = [named, localStorage.getItem(chapterKey), this.chapters[0]?.slug];
    return known.find((slug) => this.chapters.some((each) => each.slug === slug)) ?? null;
  }

  #follow = (): void => {
    this.path = location.pathname;
    this.#visit++;
    this.#heading.expect();
    this.requestUpdate();
  };

  #leave = (): void => {
    // Before it is known who is here, nobody was.
    if (!this.session) return;
    this.session = null;
    this.hasEnded = true;
  };

  readonly #go = (path: string, replaces = false): void => {
    if (replaces) history.replaceState(null, '', path);
    else history.pushState(null, '', path);
    this.#follow();
    scrollTo(0, 0);
  };

  /** The same, with the chapter that one is in for `:chapter`. */
  #goTo(path: string): void {
    if (this.session && (this.#chapter !== null || !path.includes(':'))) {
      this.#go(`/desk${path.replace(':chapter', this.#chapter ?? '')}`);
    }
  }

  async #help(): Promise<void> {
    const { showHelp } = await import('./help/help.ts');
    showHelp(this.lang, () => {
      noteToured(false);
      this.#goTo('/chapters/:chapter');
    });
  }

  readonly #onClick = (event: MouseEvent): void => {
    const link = (event.target as Element).closest?.('a');
    const isOurs =
      link?.origin === location.origin &&
      /^\/desk(?:\/|$)/.test(link.pathname) &&
      link.target === '' &&
      !link.hasAttribute('download');
    if (!isOurs || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button > 0)
      return;
    event.preventDefault();
    this.#go(link.pathname + link.search);
  };

  protected override willUpdate(): void {
    document.documentElement.lang = this.lang;
    const found = findRoute(this.path);
    if (!this.session || found === null) return;
    const { chapter } = found.params;
    if (chapter !== undefined) localStorage.setItem(chapterKey, chapter);
    if (this.loaded.has(found.route.tag)) return;
    void found.route.load().then(
      () => (this.loaded = new Set([...this.loaded, found.route.tag])),
      () => (this.isAway = true),
    );
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
    const { session, lang, path, chapters } = this;
    const leave = () => void this.#signOut();
    const menu = session && { session, lang, path, chapters, chapter: this.#chapter, go: this.#go, leave };
    return html`<header class="head wide">
        <a class="name" href="/desk">United We Heal <span>${words.desk}</span></a>
        <ul>
          <li>
            <button class="link" lang=${lang === 'en' ? 'es' : 'en'} @click=${() => this.#switchLanguage()}>
              ${words.language}
            </button>
          </li>
          ${
            menu
              ? html`<li><button class="link" @click=${() => void this.#help()}>${words.help}</button></li>`
              : nothing
          }
        </ul>
        ${menu ? renderChapters(menu) : nothing}
      </header>
      ${menu ? renderMenu(menu) : nothing}`;
  }

  #renderMain(): unknown {
    const words = shared[this.lang];
    if (this.isAway) {
      return html`<h1>${words.desk}</h1>
        <p role="alert">${words.unreachable}</p>
        <button class="button" @click=${() => void this.#begin()}>${words.retry}</button>`;
    }
    if (this.session === undefined) return html`<p>${words.loading}</p>`;
    if (this.session === null) {
      return html`<desk-enter
        .lang=${this.lang}
        .hasEnded=${this.hasEnded}
        @entered=${({ detail }: CustomEvent<Session>) => void this.#enter(detail)}
      ></desk-enter>`;
    }
    const found = findRoute(this.path);
    if (found === null) return html`<h1>${words.notFound}</h1>`;
    if (!this.loaded.has(found.route.tag)) return html`<p>${words.loading}</p>`;
    const tag = unsafeStatic(found.route.tag);
    return keyed(
      this.#visit,
      staticHtml`<${tag} .context=${this.#context(this.session)} .params=${found.params}></${tag}>`,
    );
  }

  #context(session: Session): Context {
    return {
      session,
      lang: this.lang,
      chapters: this.chapters,
      go: this.#go,
      announce: (text) => {
        this.querySelector('#said')!.textContent = text;
      },
    };
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
