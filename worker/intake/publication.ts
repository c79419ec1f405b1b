/**
 * When a counter moves.
 *
 * A cell is a count of one kind (online, paper, or at a partner) in the whole campaign, a chapter, a partner, or a
 * chapter's part of a partner. Each cell shows a figure of the scale 25, 50, 75, 100, 150 … and moves at the turn of a
 * period at the earliest. Between two figures lies a *threshold*, drawn at random from as many numbers as the step has
 * people, kept secret, and used once: the figure moves to 50 when 50, or 51, … or 74 people are there. It never falls.
 *
 * - No figure and no step is below 25. A figure `f` says that at least `f` people were there once, and that there are
 *   fewer than the figure after the next, `f2`: at least 48 numbers are open, zero to `f2` while nothing is shown.
 * - Differences open more, not less: of the whole less its chapters, of a chapter less its partners, of a cell now and
 *   then. All figures are multiples of 25 and all upper bounds 2 short of one, so that no difference of two is pinned
 *   between 1 and 10. A total is the sum of its kinds' figures; who knows the paper exactly learns nothing of the rest.
 * - Erasures show nothing: a figure that could fall would have two sides to measure somebody from.
 * - Fixed marks (each 25th person) would betray one person to whoever adds 24 invented ones and then their employee's
 *   name; so would "11 more than the last time". With a secret threshold that one name moves the figure with a chance
 *   of 1 in 25, and who waits for it to move learns the sum of a number and a random one. A threshold that moved for
 *   someone is spent, so nothing can be measured twice, and steps grow with the figure.
 *
 * What this does not promise. Somebody alone in a cell, who knows everyone else in it, has in each step that they fill
 * with invented people one chance in as many as the step has people to learn whether one more is there: about 1 in 6
 * with 100 invented people, 1 in 3 with 500. A person is in up to four cells of a counter (the whole, the chapter, the
 * partner, the partner in the chapter), and in each counter that counts sign-ups; who is alone in several has a chance
 * in each. What holds them back is what it costs to invent people. And where a figure comes near to all who could be in
 * a cell, nearly all of them are: no rule can hide that.
 */
export interface Published {
  /** What is shown; 0 while nothing is. */
  figure: number;
  /** How many people move it on. */
  threshold: number;
}

const steps = [
  { below: 100, step: 25 },
  { below: 500, step: 50 },
  { below: 1000, step: 100 },
  { below: 5000, step: 250 },
  { below: 10_000, step: 500 },
];

/** The figure after this one. */
export function figureAfter(figure: number): number {
  return figure + (steps.find(({ below }) => figure < below)?.step ?? 1000);
}

/**
 * What a cell shows next.
 * @param known what it shows now; null where it has shown nothing yet.
 * @param draw a whole number from 0 to below its argument, each as likely.
 */
export function advance(known: Published | null, people: number, draw: (below: number) => number): Published {
  let { figure, threshold } = known ?? { figure: 0, threshold: drawThreshold(0, draw) };
  while (people >= threshold) {
    figure = figureAfter(figure);
    threshold = drawThreshold(figure, draw);
  }
  return { figure, threshold };
}

function drawThreshold(figure: number, draw: (below: number) => number): number {
  const next = figureAfter(figure);
  return next + draw(next - figure);
}

/** A draw that nobody can foretell. */
export function drawSecret(below: number): number {
  return Math.floor((crypto.getRandomValues(new Uint32Array(1))[0]! / 2 ** 32) * below);
}
