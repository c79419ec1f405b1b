import { describe, expect, it } from 'vitest';
import { instantsOf, localOf } from '../../worker/publishing/local-time.ts';

const oregon = 'America/Los_Angeles';
const at = (local: string, zone = oregon) => instantsOf(local, zone).map((instant) => new Date(instant).toISOString());

describe('what clocks show', () => {
  it.each([
    ['2026-12-01T09:00', ['2026-12-01T17:00:00.000Z']],
    ['2026-07-01T09:00', ['2026-07-01T16:00:00.000Z']],
    // The last minute before clocks go forward, the hour that they skip, and the first minute after it.
    ['2027-03-14T01:59', ['2027-03-14T09:59:00.000Z']],
    ['2027-03-14T02:00', []],
    ['2027-03-14T02:59:59', []],
    ['2027-03-14T03:00', ['2027-03-14T10:00:00.000Z']],
    // The last minute before the hour that clocks show twice, that hour, and the first minute after it.
    ['2027-11-07T00:59', ['2027-11-07T07:59:00.000Z']],
    ['2027-11-07T01:00', ['2027-11-07T08:00:00.000Z', '2027-11-07T09:00:00.000Z']],
    ['2027-11-07T01:59', ['2027-11-07T08:59:00.000Z', '2027-11-07T09:59:00.000Z']],
    ['2027-11-07T02:00', ['2027-11-07T10:00:00.000Z']],
  ])('in Oregon, %s is at %j', (local, instants) => {
    expect(at(local)).toEqual(instants);
  });

  it('is known of zones that are ahead, that change at midnight, or by half an hour, or never', () => {
    expect(at('2026-12-01T09:00', 'Pacific/Kiritimati')).toEqual(['2026-11-30T19:00:00.000Z']);
    expect(at('2018-11-04T00:30', 'America/Sao_Paulo')).toEqual([]);
    expect(at('2026-04-05T01:45', 'Australia/Lord_Howe')).toHaveLength(2);
    expect(at('2026-12-01T09:00', 'UTC')).toEqual(['2026-12-01T09:00:00.000Z']);
  });

  it('comes back from all the year round', () => {
    const start = Date.UTC(2027, 0, 1);
    for (let instant = start; instant < start + 365 * 86_400_000; instant += 385 * 60_000) {
      expect(instantsOf(localOf(instant, oregon), oregon)).toContain(instant);
    }
  });
});
