import { expect, it } from 'vitest';
import { Backlog } from '../../worker/intake/backlog.ts';

it('is told while it grows, in steps of 25 and more, and is nothing once it is gone', () => {
  for (let times = 0; times < 100; times++) {
    const backlog = new Backlog();
    let before = 0;
    for (let pending = 0; pending <= 2000; pending++) {
      const told = backlog.figureOf(pending);
      expect([told <= pending, told >= before, told % 25]).toEqual([true, true, 0]);
      before = told;
    }
    expect(before).toBeGreaterThanOrEqual(1500);
    expect(backlog.figureOf(24)).toBe(0);
    expect(backlog.figureOf(0)).toBe(0);
  }
});

it.each([24, 25, 40, 48, 49])('shows to nobody who sent %i of their own that one other person did', (own) => {
  const times = 4000;
  let risen = 0;
  for (let time = 0; time < times; time++) {
    const backlog = new Backlog();
    const before = backlog.figureOf(own);
    if (backlog.figureOf(own + 1) > before) risen += 1;
  }
  // One draw of 25.
  expect(risen / times).toBeLessThan(0.06);
});
