import { advance, drawSecret, type Published } from './publication.ts';

/**
 * How much waits, as anybody is told. It rises like a counter, past thresholds that are drawn at random and used once:
 * whoever adds records of their own while the database is away, and watches, must not see the next person sign.
 */
export class Backlog {
  #known: Published | null = null;

  /** What is told of so many that wait: a figure that is never too high, but where they have become fewer just now. */
  figureOf(pending: number): number {
    const hasFallen = this.#known !== null && pending < this.#known.figure / 2;
    this.#known = advance(hasFallen ? null : this.#known, pending, drawSecret);
    return this.#known.figure;
  }
}
