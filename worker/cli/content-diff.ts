import { canonical } from '../../schema/kinds/digest.ts';
import { withoutNotes, type ContentSet, type EntrySource } from '../../schema/wire/content-set.ts';

/** A thing that stands in files of its own, by its path below `content/`: the campaign, a chapter, or an entry. */
export type Parts = Map<string, unknown>;

/** A set in its parts. */
export function partsOf({ campaign, chapters }: ContentSet): Parts {
  const parts: Parts = new Map([['campaign', campaign]]);
  for (const { entries, slug, ...chapter } of chapters) {
    parts.set(`${slug}/chapter`, chapter);
    for (const entry of entries) parts.set(`${slug}/${entry.kind}/${entry.slug}`, entry);
  }
  return parts;
}

export interface Difference {
  path: string;
  change: 'added' | 'changed' | 'removed';
}

/** What one has to do to `from` so that it becomes `to`, by path. What a server noted of an entry is no difference. */
export function differencesBetween(from: Parts, to: Parts): Difference[] {
  const paths = [...new Set([...from.keys(), ...to.keys()])].toSorted();
  return paths.flatMap((path): Difference[] => {
    if (!from.has(path)) return [{ path, change: 'added' }];
    if (!to.has(path)) return [{ path, change: 'removed' }];
    return written(from.get(path)) === written(to.get(path)) ? [] : [{ path, change: 'changed' }];
  });
}

function written(part: unknown): string {
  const isEntry = part !== null && typeof part === 'object' && 'kind' in part;
  return canonical(isEntry ? withoutNotes(part as EntrySource) : part);
}

const signs = { added: '+', changed: '~', removed: '-' };

/** A line for each difference. */
export function describe(differences: readonly Difference[]): string {
  return differences.map(({ path, change }) => `${signs[change]} ${path}`).join('\n');
}
