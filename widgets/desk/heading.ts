import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Names the document after the heading of the screen, and takes the focus there when somebody has come: a heading may be
 * there only after what it says has been read.
 */
export class HeadingWatch implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #nameOfAll: () => string;
  readonly #observer = new MutationObserver(() => this.#look());
  #isExpected = false;

  constructor(host: ReactiveControllerHost & HTMLElement, nameOfAll: () => string) {
    this.#host = host;
    this.#nameOfAll = nameOfAll;
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer.observe(this.#host, { childList: true, characterData: true, subtree: true });
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }

  /** The next heading gets the focus. */
  expect(): void {
    this.#isExpected = true;
  }

  #look(): void {
    const heading = this.#host.querySelector<HTMLElement>('main h1');
    if (heading === null) return;
    const title = `${heading.textContent.trim()} · ${this.#nameOfAll()}`;
    if (document.title !== title) document.title = title;
    if (!this.#isExpected) return;
    this.#isExpected = false;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }
}
