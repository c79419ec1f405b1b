import { html, nothing, type TemplateResult } from 'lit';
import { Screen } from './screen.ts';

/** A screen that reads what it shows, reads again when its address names something else, and says what was done. */
export abstract class LoadedScreen extends Screen {
  static override properties = { ...Screen.properties, done: { state: true } };
  /** What was done last, in words. */
  declare done: string | null;
  #shown = '';

  constructor() {
    super();
    this.done = null;
  }

  /** Reads what the screen shows. */
  protected abstract load(): Promise<void>;

  protected override willUpdate(): void {
    const wanted = JSON.stringify(this.params);
    if (wanted === this.#shown) return;
    this.#shown = wanted;
    this.done = null;
    void this.attempt(() => this.load());
  }

  /**
   * Does something, reads again, says that it is done, and moves the focus to where that can be read.
   * @param said to who listens, and on the screen.
   */
  protected async act(said: string, work: () => Promise<unknown>): Promise<boolean> {
    this.done = null;
    const isDone = await this.attempt(async () => {
      await work();
      await this.load();
    });
    if (isDone) {
      this.done = said;
      this.context.announce(said);
    }
    await this.updateComplete;
    this.querySelector<HTMLElement>(isDone ? '[data-after]' : '[role="alert"]')?.focus();
    return isDone;
  }

  /** What was done last, and what can be done about it. */
  protected renderDone(more: unknown = nothing): TemplateResult {
    return html`<div data-after tabindex="-1">
      ${this.done === null ? nothing : html`<p class="done">${this.done}</p>`} ${this.done === null ? nothing : more}
    </div>`;
  }
}
