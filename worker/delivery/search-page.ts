import { ProblemError } from '../problem.ts';
import { rowOf } from '../words.ts';
import type { Reader } from './query.ts';
import type { Bundle, BundleItem } from './release.ts';

/** An item that was found, by its row of the search index. */
interface Hit {
  row: number;
  item: BundleItem;
}

/** The place after a result: the row that it was, and how many came before the next. */
interface Place {
  count: number;
  row: number;
}

const rowsAtFirst = 100;

/** Items by rows of the search index, made once for each bundle, and gone with it. */
const itemsByRow = new WeakMap<Bundle, Map<number, BundleItem>>();

/** Finds what a reader is shown of these kinds (in the plural) by rows of the search index; all else is not found. */
export async function shownTo(
  { release, locale }: Reader,
  plurals: readonly string[],
): Promise<(row: number) => BundleItem | undefined> {
  const bundles = await Promise.all(plurals.map((plural) => release.bundle(plural, locale)));
  const maps = bundles.map((bundle) => {
    const known = itemsByRow.get(bundle);
    if (known !== undefined) return known;
    const made = new Map(bundle.items.map((item) => [rowOf(item.digest), item]));
    itemsByRow.set(bundle, made);
    return made;
  });
  return (row) => maps.find((map) => map.has(row))?.get(row);
}

/**
 * A page of what is found and shown. Rows that are not shown are passed over, as many as there are.
 * @param list rows of the search index, best first.
 * @returns the items, and the cursor to the page after where there is one.
 */
export async function findPage(
  list: (limit: number, offset: number) => Promise<number[]>,
  find: (row: number) => BundleItem | undefined,
  { cursor, limit }: { cursor: string | undefined; limit: number },
): Promise<{ items: BundleItem[]; next: string | undefined }> {
  const after = cursor === undefined ? null : decodePlace(cursor);
  const hits: Hit[] = [];
  let offset = 0;
  for (let size = rowsAtFirst; ; size *= 4) {
    const rows = await list(size, offset);
    offset += rows.length;
    for (const row of rows) {
      const item = find(row);
      if (item !== undefined) hits.push({ row, item });
    }
    const isAll = rows.length < size;
    const start = startOf(hits, after, isAll);
    if (isAll || (start !== null && hits.length > start + limit)) return pageOf(hits, start ?? hits.length, limit);
  }
}

/** Where the page begins; null where that is not known yet. A result that is there no more is counted to instead. */
function startOf(hits: readonly Hit[], after: Place | null, isAll: boolean): number | null {
  if (after === null) return 0;
  const index = hits.findIndex(({ row }) => row === after.row);
  if (index !== -1) return index + 1;
  return isAll ? after.count : null;
}

function pageOf(hits: readonly Hit[], start: number, limit: number): { items: BundleItem[]; next: string | undefined } {
  const page = hits.slice(start, start + limit);
  const count = start + page.length;
  const next = count < hits.length ? encodePlace({ count, row: page.at(-1)!.row }) : undefined;
  return { items: page.map(({ item }) => item), next };
}

function encodePlace({ count, row }: Place): string {
  return `${count}.${row.toString(36)}`;
}

function decodePlace(cursor: string): Place {
  const [, count, row] = /^(\d{1,6})\.([0-9a-z]{1,11})$/.exec(cursor) ?? [];
  if (count !== undefined && row !== undefined) return { count: Number(count), row: Number.parseInt(row, 36) };
  throw new ProblemError('invalid_request', {
    errors: [{ pointer: '/query/cursor', detail: 'Not a cursor that this API gave' }],
  });
}
