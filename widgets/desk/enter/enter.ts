import type * as Passkeys from './passkeys.ts';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { ProblemError } from '../api.ts';
import type { Session } from '../session.ts';
import type { Lang } from '../words.ts';
import { words } from './words.ts';

/** Where an invitation is taken up, or someone who has a passkey signs in. Tells `entered` with the session. */
class Enter extends LitElement {
  static override properties = {
    lang: { attribute: false },
    hasEnded: { attribute: false },
    invitation: { state: true },
    wrong: { state: true },
    isBusy: { state: true },
  };
  declare lang: Lang;
  /** Whether a session ended while somebody was here. */
  declare hasEnded: boolean;
  /** What the link brought; null where somebody comes without one. */
  declare invitation: string | null;
  declare wrong: string | null;
  declare isBusy: boolean;

  constructor() {
    super();
    this.hasEnded = false;
    this.wrong = null;
    this.isBusy = false;
    this.invitation = location.hash.length > 1 && location.pathname === '/desk/enter' ? location.hash.slice(1) : null;
    // Nobody who looks over a shoulder or into the history is to find it.
    if (this.invitation !== null) history.replaceState(null, '', location.pathname);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  async #come(how: (passkeys: typeof Passkeys) => Promise<Session>): Promise<void> {
    this.isBusy = true;
    this.wrong = null;
    try {
      const detail = await how(await import('./passkeys.ts'));
      this.dispatchEvent(new CustomEvent('entered', { detail }));
    } catch (error) {
      this.wrong = this.#explain(error);
    }
    this.isBusy = false;
  }

  #explain(error: unknown): string {
    const say = words[this.lang];
    if (error instanceof ProblemError) {
      const { code, status, title, detail } = error.problem;
      if (code === 'unreachable') return say.unreachable;
      const isRefused = [401, 403, 404, 409, 410, 422].includes(status);
      if (isRefused) return this.invitation === null ? say.unknown : say.used;
      return say.failed.replace('{detail}', detail ?? title);
    }
    const { name, message } = error as Error;
    if (name === 'NotAllowedError' || name === 'AbortError') return say.cancelled;
    if (name === 'InvalidStateError') return say.already;
    if (name === 'SecurityError') return this.#otherHost();
    if (/fetch|import/i.test(message)) return say.unreachable;
    return say.failed.replace('{detail}', message);
  }

  #otherHost(): string {
    const host = /^[\d.]+$|:/.test(location.hostname) ? `localhost:${location.port}` : location.hostname;
    return words[this.lang].wrongHost.replace('{host}', host);
  }

  /** Why nobody can come in with this browser at this address; null where they can. */
  get #hindrance(): string | null {
    if (/^[\d.]+$|:/.test(location.hostname)) return this.#otherHost();
    return typeof PublicKeyCredential === 'undefined' ? words[this.lang].noSupport : null;
  }

  protected override render(): TemplateResult {
    const say = words[this.lang];
    const isInvited = this.invitation !== null;
    const hindrance = this.#hindrance;
    return html`<div class="enter">
      <h1>${isInvited ? say.invited : say.signInTitle}</h1>
      <p class="lead">${isInvited ? say.invitedLead : say.signInLead}</p>
      ${this.hasEnded ? html`<p class="note loud" role="status">${say.ended}</p>` : nothing}
      ${hindrance === null ? this.#renderWays() : html`<p class="wrong" role="alert">${hindrance}</p>`}
      <section>
        <h2>${say.whatTitle}</h2>
        <p>${say.what}</p>
      </section>
      <section>
        <h2>${say.lostTitle}</h2>
        <p>${say.lost}</p>
      </section>
    </div>`;
  }

  #renderWays(): TemplateResult {
    const say = words[this.lang];
    const { invitation } = this;
    const signIn = () => void this.#come((passkeys) => passkeys.signIn());
    return html`<p>
        ${
          invitation === null
            ? html`<button class="button" ?disabled=${this.isBusy} @click=${signIn}>${say.signIn}</button>`
            : html`<button
                  class="button"
                  ?disabled=${this.isBusy}
                  @click=${() => void this.#come((passkeys) => passkeys.takeUp(invitation))}
                >
                  ${say.make}
                </button>
                <button class="link" ?disabled=${this.isBusy} @click=${() => (this.invitation = null)}>
                  ${say.haveOne}
                </button>`
        }
      </p>
      <p class="note" role="status">${this.isBusy ? say.making : nothing}</p>
      <div role="alert">${this.wrong === null ? nothing : html`<p class="wrong">${this.wrong}</p>`}</div>`;
  }
}

customElements.define('desk-enter', Enter);
