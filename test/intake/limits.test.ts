import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Limits, type Toll } from '../../worker/intake/limits.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

const tollOf = (most: number, name = 'an address'): Toll => ({ level: 1, limits: [{ name, most }] });

function act(limits: Limits, toll: Toll, times: number): void {
  for (let time = 0; time < times; time++) limits.count(toll);
}

it.each([1, 20, 60, 5000])('of %i an hour raise the toll past it, and past several times as many once more', (most) => {
  for (let times = 0; times < 20; times++) {
    const limits = new Limits();
    const toll = tollOf(most);
    const levels = [most, Math.max(most, 50), 4 * Math.max(most, 50)].map((more) => {
      act(limits, toll, more);
      return limits.levelOf(toll);
    });
    expect(levels).toEqual([1, 2, 3]);
    expect(limits.levelOf(tollOf(most, 'another'))).toBe(1);
    vi.advanceTimersByTime(hourMs);
    expect(limits.levelOf(toll)).toBe(1);
  }
});

/**
 * How often the toll rises within a minute, to somebody at the same address who has sent so much themselves, asks all
 * the time, and waits for one person.
 */
function rises(most: number, ownActs: number, doesSign: boolean): number {
  const windows = 2000;
  let risen = 0;
  for (let window = 0; window < windows; window++) {
    vi.setSystemTime(window * 2 * hourMs);
    const limits = new Limits();
    const toll = tollOf(most);
    limits.levelOf(toll);
    act(limits, toll, ownActs);
    vi.advanceTimersByTime(((window % 50) + 5) * minuteMs);
    const before = limits.levelOf(toll);
    vi.advanceTimersByTime(minuteMs);
    if (doesSign) limits.count(toll);
    if (limits.levelOf(toll) > before) risen += 1;
  }
  return risen / windows;
}

it.each([
  [20, 19],
  [20, 20],
  [20, 45],
  [60, 59],
  [60, 90],
  [1, 1],
  [1, 30],
  [200, 199],
  [200, 300],
])('of %i tell nobody who sent %i of their own that one other person did', (most, ownActs) => {
  expect(rises(most, ownActs, true)).toBeLessThan(0.08);
});

it('rise by themselves, so that a rise is no proof that somebody signed', () => {
  expect(rises(20, 45, false)).toBeGreaterThan(0.003);
});
