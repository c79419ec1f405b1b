/** Something that is counted by the hour. */
export interface Limit {
  /** Whose acts these are: a keyed digest of an address, a partner, an origin. */
  name: string;
  /** How many an hour, past which each costs a harder proof. */
  most: number;
}

/** What a sender has to bring, and what their act is counted against. */
export interface Toll {
  /** How hard a proof has to be at the least. */
  level: number;
  limits: readonly Limit[];
}

/** The hardest proof. Who brings it is never turned away. */
const hardest = 3;

const windowMs = 60 * 60 * 1000;
const namesAtMost = 50_000;

/** Counts acts by the hour, in memory alone: a restart forgives all. Limits refuse nobody, they raise the toll. */
export class Limits {
  #counts = new Map<string, number>();
  #endsAt = 0;

  /** How hard a proof this sender needs now. */
  levelOf({ level, limits }: Toll): number {
    this.#turn();
    const excess = limits.map(({ name, most }) => {
      // Where there is no room to count one more, someone sends in many names.
      const count = this.#counts.get(name) ?? (this.#counts.size < namesAtMost ? 0 : most);
      if (count < most) return 0;
      return count < 4 * most ? 1 : 2;
    });
    return Math.min(hardest, level + Math.max(0, ...excess));
  }

  /** Counts an act. */
  count({ limits }: Toll): void {
    this.#turn();
    for (const { name } of limits) {
      const count = this.#counts.get(name) ?? 0;
      if (count > 0 || this.#counts.size < namesAtMost) this.#counts.set(name, count + 1);
    }
  }

  #turn(): void {
    if (Date.now() < this.#endsAt) return;
    this.#counts.clear();
    this.#endsAt = Date.now() + windowMs;
  }
}
