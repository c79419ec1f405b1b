import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advance, figureAfter, type Published } from '../../worker/intake/publication.ts';
import { Attacker, type Bounds, type Seen } from '../support/counter-attacker.ts';

const chapters = ['national', 'oregon', 'ohio'];
const partners = ['none', 'union', 'clinic'];
const groups = chapters.flatMap((chapter) => partners.map((partner) => `${chapter}/${partner}`));

/** Which groups each published cell is the sum of: who came through no partner has no cell of their own. */
const cells = ['*', ...chapters].flatMap((chapter) =>
  ['*', 'union', 'clinic'].map((partner) =>
    groups.filter((group) => {
      const [its, through] = group.split('/');
      return (chapter === '*' || chapter === its) && (partner === '*' || partner === through);
    }),
  ),
);

/** A rule of publication for one cell: takes the truth, gives what an onlooker then knows. */
type Rule = (draw: (below: number) => number) => (people: number) => Bounds;

const ours: Rule = (draw) => {
  let known: Published | null = null;
  return (people) => {
    known = advance(known, people, draw);
    const next = figureAfter(known.figure);
    return { from: known.figure, to: next + (next - known.figure) - 2 };
  };
};

const exactFromEleven: Rule = () => (people) =>
  people > 0 && people < 11 ? { from: 1, to: 10 } : { from: people, to: people };

const elevenSinceTheLast: Rule = () => {
  let figure = 0;
  return (people) => {
    const moves = people >= figure + 11;
    if (moves) figure = people;
    return { from: figure, to: moves ? figure : figure + 10 };
  };
};

/** Rounds in which people come, and some are erased. */
const history = fc.array(
  fc.array(fc.record({ group: fc.constantFrom(...groups), people: fc.integer({ min: -4, max: 30 }) }), {
    maxLength: 5,
  }),
  { minLength: 12, maxLength: 30 },
);
const chances = fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }));

let queries = 0;
function attack(rule: Rule, rounds: { group: string; people: number }[][], random: Iterator<number>): string[] {
  const draw = (below: number) => Math.floor((random.next().value as number) * below);
  const truth = new Map(groups.map((group) => [group, 0]));
  const rules = cells.map(() => rule(draw));
  const attacker = new Attacker();
  for (const round of rounds) {
    for (const { group, people } of round) truth.set(group, Math.max(0, truth.get(group)! + people));
    attacker.note(
      cells.map((cell, index): Seen => {
        queries += 1;
        const people = cell.reduce((sum, group) => sum + truth.get(group)!, 0);
        return { groups: cell, ...rules[index]!(people) };
      }),
    );
  }
  return attacker.betrayed();
}

describe('what is published', () => {
  it('pins no cell and no step between 1 and 10, whatever 10,000 answers are taken from each other', () => {
    queries = 0;
    fc.assert(
      fc.property(history, chances, (rounds, random) => {
        expect(attack(ours, rounds, random)).toEqual([]);
      }),
      { numRuns: 100 },
    );
    expect(queries).toBeGreaterThan(10_000);
  });

  it.each([
    ['each count from 11 on', exactFromEleven],
    ['each count 11 above the last', elevenSinceTheLast],
  ])('would betray somebody where it were %s', (_, rule) => {
    const betrayals = fc.sample(history, 20).filter((rounds) => attack(rule, rounds, [][Symbol.iterator]()).length > 0);
    expect(betrayals.length).toBeGreaterThan(10);
  });

  it('moves for one more person in at most one draw of a step, also where all others are known', () => {
    for (let figure = 0; figure < 2000; figure = figureAfter(figure)) {
      const next = figureAfter(figure);
      const step = next - figure;
      for (let people = figure; people <= next + step; people++) {
        const moves = Array.from({ length: step }, (_, drawn) => {
          const known = { figure, threshold: next + drawn };
          return advance(known, people, () => 0).figure < advance(known, people + 1, () => 0).figure;
        });
        // Whoever has passed this threshold may be at the next, which is drawn anew.
        const first = moves.filter((moved, drawn) => moved && people < next + drawn);
        expect(first.length).toBeLessThanOrEqual(1);
      }
    }
  });

  it('tells no more people than there are, lags by two steps at the most, and never falls', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20_000), { minLength: 1 }), chances, (counts, random) => {
        const draw = (below: number) => Math.floor((random.next().value as number) * below);
        let known: Published | null = null;
        for (const [index, people] of counts.entries()) {
          const before: number = known === null ? 0 : known.figure;
          known = advance(known, people, draw);
          expect(known.figure).toBeGreaterThanOrEqual(before);
          expect(known.figure).toBeLessThanOrEqual(Math.max(...counts.slice(0, index + 1)));
          expect(people).toBeLessThan(known.threshold);
          expect(known.threshold).toBeLessThan(2 * figureAfter(known.figure) - known.figure);
          expect(known.figure % 25).toBe(0);
        }
      }),
    );
  });
});
