import { drawSecret } from './publication.ts';

/** Something that is counted by the hour. */
export interface Limit {
  /** Whose acts these are: a keyed digest of an address, a partner, an origin. */
  name: string;
  /** How many an hour at the least before each costs a harder proof. */
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
/** How much is drawn at the least: with less, a single act stood out. */
const leastSpan = 50;

/** What was counted under a name, and the number drawn for it, from 0 to below the span of its limit. */
interface Count {
  acts: number;
  drawn: number;
}

/**
 * Counts acts by the hour, in memory alone: a restart forgives all. Limits refuse nobody, they raise the toll.
 *
 * Anyone can ask for the toll of an address, a partner or an origin that they share with others. If it rose at a known
 * count, whoever filled it up to that with acts of their own would see the next person sign. So between a limit and what
 * raises the toll lies a *span*, half of it drawn at random for each name and hour, half of it added by the clock: one
 * act raises the toll with a chance of one in 25 or less, and a toll that rose may have done so by itself.
 */
export class Limits {
  #counts = new Map<string, Count>();
  #endsAt = 0;
  #room = namesAtMost;

  /** How hard a proof this sender needs now. */
  levelOf({ level, limits }: Toll): number {
    this.#turn();
    return Math.min(hardest, level + Math.max(0, ...limits.map((limit) => this.#excessOf(limit))));
  }

  /** Counts an act. */
  count({ limits }: Toll): void {
    this.#turn();
    for (const { name, most } of limits) {
      const known = this.#counts.get(name);
      if (known !== undefined) known.acts += 1;
      else if (this.#counts.size < this.#room) this.#counts.set(name, { acts: 1, drawn: drawSecret(spanOf(most)) });
    }
  }

  #excessOf({ name, most }: Limit): number {
    const known = this.#counts.get(name);
    // Where there is no room to count one more, someone sends in many names.
    if (known === undefined) return this.#counts.size < this.#room ? 0 : 1;
    const span = spanOf(most);
    const share = 1 - (this.#endsAt - Date.now()) / windowMs;
    const seen = known.acts + (known.drawn + share * span) / 2;
    if (seen < most + span) return 0;
    return seen < most + 4 * span ? 1 : 2;
  }

  #turn(): void {
    if (Date.now() < this.#endsAt) return;
    this.#counts.clear();
    this.#endsAt = Date.now() + windowMs;
    this.#room = namesAtMost - drawSecret(namesAtMost / 5);
  }
}

function spanOf(most: number): number {
  return Math.max(most, leastSpan);
}
