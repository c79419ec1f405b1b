/** What someone who reads a cell knows of it: from how many to how many people are in it. */
export interface Bounds {
  from: number;
  to: number;
}

/** A published count of some groups of people; each group is in no other by its name. */
export interface Seen extends Bounds {
  groups: readonly string[];
}

/**
 * Someone who keeps every answer that counters ever gave, and takes them apart: what was seen of sums of groups, at
 * each time, is narrowed until nothing follows any more. They take it that people only come.
 */
export class Attacker {
  readonly #moments: Seen[][] = [];

  note(seen: readonly Seen[]): void {
    this.#moments.push(seen.map((each) => ({ ...each })));
  }

  /** What is pinned between 1 and 10: groups, sums and differences of cells, then and now. */
  betrayed(): string[] {
    this.#spreadInTime();
    const found: string[] = [];
    const note = (name: string, { from, to }: Bounds) => {
      if (from >= 1 && to <= 10) found.push(`${name}: ${from} to ${to}`);
    };
    for (const [time, seen] of this.#moments.entries()) {
      for (const [group, bounds] of narrow(seen)) note(`${group} at ${time}`, bounds);
      for (const [name, bounds] of differences(seen)) note(`${name} at ${time}`, bounds);
      const before = this.#moments[time - 1];
      for (const [index, cell] of before === undefined ? [] : seen.entries())
        note(`${cell.groups.join('+')} since ${time - 1}`, minus(cell, [before![index]!]));
    }
    return found;
  }

  #spreadInTime(): void {
    const cells = this.#moments[0]!.length;
    for (let index = 0; index < cells; index++) {
      let from = 0;
      for (const seen of this.#moments) seen[index]!.from = from = Math.max(from, seen[index]!.from);
      let to = Infinity;
      for (const seen of this.#moments.toReversed()) seen[index]!.to = to = Math.min(to, seen[index]!.to);
    }
  }
}

function minus(whole: Bounds, parts: readonly Bounds[]): Bounds {
  return {
    from: parts.reduce((rest, { to }) => rest - to, whole.from),
    to: parts.reduce((rest, { from }) => rest - from, whole.to),
  };
}

/** Each cell less any of the cells within it that have nobody in common. */
function* differences(seen: readonly Seen[]): Generator<[string, Bounds]> {
  for (const whole of seen) {
    const within = seen.filter((each) => each !== whole && each.groups.every((group) => whole.groups.includes(group)));
    for (let choice = 1; choice < 2 ** within.length; choice++) {
      const parts = within.filter((_, index) => choice & (1 << index));
      const groups = parts.flatMap((part) => part.groups);
      if (new Set(groups).size < groups.length) continue;
      const name = [whole, ...parts].map((each) => each.groups.join('+')).join(' less ');
      yield [name, minus(whole, parts)];
    }
  }
}

/** What follows for each group from all that was seen at one time. */
function narrow(seen: readonly Seen[]): Map<string, Bounds> {
  const groups = new Map(seen.flatMap((cell) => cell.groups.map((group) => [group, { from: 0, to: Infinity }])));
  for (let isNew = true; isNew;) {
    isNew = false;
    for (const cell of seen) {
      for (const group of cell.groups) {
        const known = groups.get(group)!;
        const others = cell.groups.filter((each) => each !== group).map((each) => groups.get(each)!);
        const { from, to } = minus(cell, others);
        if (from > known.from || to < known.to) isNew = true;
        known.from = Math.max(known.from, from);
        known.to = Math.min(known.to, to);
      }
    }
  }
  return groups;
}
