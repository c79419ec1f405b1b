// Not loaded when it is needed: a connection that is cut then must not stand between two people’s words.
import { applyPatch, createPatch } from 'diff';
import { fromLeaves, isSame, leavesOf, type Source } from './source.ts';

/** One value that two people made different. */
export interface Conflict {
  pointer: string;
  base: unknown;
  mine: unknown;
  theirs: unknown;
}

/**
 * Brings together what two people made of the same version. What one of them alone changed is taken; texts that both
 * changed in different places are put together; of what is left, the merged source has mine, and the conflicts tell.
 */
export function merge(base: Source, mine: Source, theirs: Source): { merged: Source; conflicts: Conflict[] } {
  const [before, own, other] = [base, mine, theirs].map(leavesOf) as [Leaves, Leaves, Leaves];
  const merged: Leaves = new Map();
  const conflicts: Conflict[] = [];
  // Theirs first: the order of fields is what was saved last.
  for (const pointer of new Set([...other.keys(), ...own.keys()])) {
    const each = { pointer, base: before.get(pointer), mine: own.get(pointer), theirs: other.get(pointer) };
    const settled = settle(each) ?? { value: each.mine ?? each.theirs };
    if (settled.value !== undefined) merged.set(pointer, settled.value);
    if (!('isSettled' in settled)) conflicts.push(each);
  }
  return { merged: fromLeaves(merged), conflicts };
}

type Leaves = Map<string, unknown>;

function settle({ base, mine, theirs }: Conflict): { value: unknown; isSettled: true } | null {
  if (isSame(mine, theirs) || isSame(base, mine)) return { value: theirs, isSettled: true };
  if (isSame(base, theirs)) return { value: mine, isSettled: true };
  if (typeof base !== 'string' || typeof mine !== 'string' || typeof theirs !== 'string') return null;
  const value = applyPatch(theirs, createPatch('', base, mine, '', '', { context: 1 }));
  return value === false ? null : { value, isSettled: true };
}

/** Whether one says all that the other says: the API fills in what its kind gives by default. */
export function isMadeOf(whole: Source, part: Source): boolean {
  const leaves = leavesOf(whole);
  return [...leavesOf(part)].every(([pointer, value]) => isSame(leaves.get(pointer), value));
}
