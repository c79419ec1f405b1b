import { render } from 'lit/html.js';
import { home } from './api.ts';
import { findTag } from './locale.ts';
import type { Tag } from './strings.ts';

/** A style sheet that all elements of a class share; hosts' policies have no say over those. */
export function css([text]: TemplateStringsArray): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text!);
  return sheet;
}

/**
 * What all elements share: Lit's templates in a shadow root, attributes with properties that mirror them, and a
 * reading of the API that is given up when the element leaves the page or wants something else.
 *
 * It has the part of `LitElement` that these elements need, by the same names, in 2 kB less: with `LitElement` three
 * languages and a form do not fit into the counter's bytes.
 */
export abstract class CampaignElement extends HTMLElement {
  /** Attributes that change what is shown. */
  static observedAttributes = ['chapter', 'locale', 'api', 'partner'];
  static styles: CSSStyleSheet[] = [];

  declare chapter: string | null;
  declare locale: string | null;
  declare api: string | null;
  declare partner: string | null;
  readonly renderRoot = this.attachShadow({ mode: 'open' });
  /** Resolves when what was asked for so far is shown. */
  updateComplete: Promise<void> | undefined;
  /** Resolves when what it last asked the API for has come, or has not. */
  settled: Promise<void> | undefined;
  #reading = new AbortController();
  #stale = false;
  #isReady = false;

  constructor() {
    super();
    const { styles, observedAttributes } = this.constructor as typeof CampaignElement;
    this.renderRoot.adoptedStyleSheets = styles;
    // What a page has set before the script came would hide the properties of the class.
    const early: Record<string, unknown> = this as never;
    for (const name of observedAttributes) {
      const value = early[name];
      delete early[name];
      if (value) early[name] = value;
    }
  }

  connectedCallback(): void {
    this.attributeChangedCallback();
  }

  disconnectedCallback(): void {
    this.#reading.abort();
  }

  attributeChangedCallback(): void {
    this.#stale = true;
    this.requestUpdate();
  }

  /** The language of the words. */
  protected get tag(): Tag {
    return findTag(this, this.locale);
  }

  get origin(): string {
    return this.api || home;
  }

  /** An address of the API, in the language of the words. */
  protected address(path: string, query: Record<string, string> = {}): string {
    return `${this.origin}/v1/${path}?${new URLSearchParams({ ...query, locale: this.tag })}`;
  }

  /** Reads what the element shows and keeps it. A rejection leaves what is shown as it is. */
  protected abstract read(signal: AbortSignal, cache?: RequestCache): Promise<void>;

  protected async reload(cache?: RequestCache): Promise<void> {
    this.#reading.abort();
    this.#reading = new AbortController();
    // Without an answer the last good content stays, and before any the light DOM.
    await this.read(this.#reading.signal, cache).catch(() => {});
    this.requestUpdate();
  }

  protected abstract render(): unknown;

  /** Tells the page, through shadow roots, and says nothing of anyone. Answers whether it may go on. */
  tell(name: string, cancelable = false): boolean {
    return this.dispatchEvent(new CustomEvent(`uwh-${name}`, { bubbles: true, composed: true, cancelable }));
  }

  /** Shows what has changed, once for all changes of one turn. */
  requestUpdate(): void {
    this.updateComplete ??= this.#update();
  }

  async #update(): Promise<void> {
    await Promise.resolve();
    this.updateComplete = undefined;
    if (!this.isConnected) return;
    if (this.#stale) this.settled = this.reload();
    this.#stale = false;
    render(this.render(), this.renderRoot, { host: this });
    if (this.#isReady || this.renderRoot.querySelector('slot')) return;
    this.#isReady = true;
    this.tell('ready');
  }
}

type Told = Record<'uwh-ready' | 'uwh-submit' | 'uwh-success' | 'uwh-error', CustomEvent<null>>;

declare global {
  interface DocumentEventMap extends Told {}
}
