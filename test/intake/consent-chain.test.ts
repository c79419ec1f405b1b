import { describe, expect, it } from 'vitest';
import { linkConsents, walkChain, type ConsentDraft, type ConsentEvent } from '../../worker/consent-chain.ts';

const draft = (index: number): ConsentDraft => ({
  event: index % 3 === 2 ? 'revoked' : 'given',
  submission: `submission-${index}`,
  contact: `contact-${index}`,
  channel: 'sms',
  disclosure: 'sms-1',
  version: 1,
  digest: 'a'.repeat(64),
  locale: 'en',
  pageOrigin: 'https://partner.example',
  at: '2026-11-22T17:00:00.000Z',
  organization: 'national',
  control: 'checkbox',
  controlDefault: 'unset',
  form: 'join-form/1',
  clientAt: '2026-11-22T16:59:41.000Z',
  partner: 'a-union',
  method: index % 3 === 2 ? 'message' : null,
});

const whole = await linkConsents(
  { number: 0, hash: '' },
  Array.from({ length: 9 }, (_, index) => draft(index)),
);
const numbers = whole.map(({ number }) => number);

/** The row that the walk names, of rows that were tampered with and numbered anew; null where it finds nothing. */
async function namedIn(rows: readonly ConsentEvent[]): Promise<number | null> {
  const report = await walkChain(rows.map((row, index) => ({ ...row, number: index + 1 })));
  return 'broken' in report ? report.broken : null;
}

describe('a walk along the chain of consents', () => {
  it('finds nothing in one that is whole', async () => {
    expect(await walkChain(whole)).toEqual({ end: { number: 9, hash: whole[8]!.hash }, unchained: 0 });
  });

  it.each(Object.keys(draft(0)) as (keyof ConsentDraft)[])('names the row whose %s was changed', async (column) => {
    for (const number of numbers) {
      for (const value of ['x', '', null, 0]) {
        const rows = whole.map((row) => (row.number === number ? { ...row, [column]: value } : row));
        if (whole[number - 1]![column] === value) continue;
        expect(await namedIn(rows), `${number}: ${value}`).toBe(number);
      }
    }
  });

  it('names the first of two that changed places, wherever they stood', async () => {
    for (const one of numbers) {
      for (const other of numbers.filter((number) => number > one)) {
        const rows = [...whole];
        [rows[one - 1], rows[other - 1]] = [rows[other - 1]!, rows[one - 1]!];
        expect(await namedIn(rows)).toBe(one);
      }
    }
  });

  it('names the place where one was taken out, put in or told twice', async () => {
    for (const number of numbers) {
      const at = number - 1;
      // The last leaves no trace when it goes: see below.
      expect(await namedIn(whole.toSpliced(at, 1))).toBe(number < 9 ? number : null);
      expect(await namedIn(whole.toSpliced(at, 0, whole[8 - at]!))).toBe(at === 8 - at ? number + 1 : number);
      expect(await namedIn(whole.toSpliced(at, 0, { ...whole[at]!, contact: 'another' }))).toBe(number);
      expect(await namedIn(whole.toSpliced(at, 0, whole[at]!))).toBe(number + 1);
    }
  });

  it('names the row after one that was changed and hashed anew: it was bound to what stood there', async () => {
    for (const number of numbers.slice(0, -1)) {
      const end = number === 1 ? { number: 0, hash: '' } : whole[number - 2]!;
      const [forged] = await linkConsents(end, [{ ...draft(number - 1), locale: 'es' }]);
      expect(await namedIn(whole.toSpliced(number - 1, 1, forged!))).toBe(number + 1);
    }
  });

  it('sees no cut at the end, but another end', async () => {
    for (const number of numbers) {
      const report = await walkChain(whole.slice(0, number));
      expect(report).toEqual({ end: { number, hash: whole[number - 1]!.hash }, unchained: 0 });
    }
    expect(new Set(whole.map(({ hash }) => hash)).size).toBe(9);
  });
});
