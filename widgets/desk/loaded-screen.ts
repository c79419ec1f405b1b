import { Screen } from './screen.ts';

/** A screen that reads what it shows, and reads again when its address names something else. */
export abstract class LoadedScreen extends Screen {
  #shown = '';

  /** Reads what the screen shows. */
  protected abstract load(): Promise<void>;

  protected override willUpdate(): void {
    const wanted = JSON.stringify(this.params);
    if (wanted === this.#shown) return;
    this.#shown = wanted;
    void this.attempt(() => this.load());
  }

  /**
   * Does something, says that it is done, reads again, and moves the focus to where that can be read.
   * @param said to who listens, and on the screen.
   */
  protected async act(said: string, work: () => Promise<void>): Promise<boolean> {
    const isDone = await this.attempt(async () => {
      await work();
      await this.load();
    });
    await this.updateComplete;
    if (isDone) this.context.announce(said);
    this.querySelector<HTMLElement>(isDone ? '[data-after]' : '[role="alert"]')?.focus();
    return isDone;
  }
}
