const days = 10;
const dayMs = 24 * 60 * 60 * 1000;
// The day on which it came, in Hawaii: where it is earliest in the States.
const earliestOffsetMs = 10 * 60 * 60 * 1000;

/**
 * The last day on which a revocation may be honored: ten business days after the day on which it came (47 CFR
 * 64.1200(a)(10)). Federal holidays are counted like any other day, so it is never later than the law's.
 */
export function dueOf(receivedAt: string): string {
  let day = Math.floor((Date.parse(receivedAt) - earliestOffsetMs) / dayMs);
  for (let left = days; left > 0;) {
    day += 1;
    if (![0, 6].includes(new Date(day * dayMs).getUTCDay())) left -= 1;
  }
  return new Date(day * dayMs).toISOString().slice(0, 10);
}
