import { inArray } from 'drizzle-orm';
import type { z } from 'zod';
import { findKind } from '../../schema/kinds/index.ts';
import type { imageShape, MaybeImage } from '../../schema/kinds/image.ts';
import { images } from '../../schema/tables/images.ts';
import type { ContentSet, EntrySource } from '../../schema/wire/content-set.ts';
import type { ProblemDetail } from '../../schema/wire/problem.ts';
import type { Database } from '../db.ts';
import { inChunks } from '../sql.ts';

interface Named extends z.output<z.ZodObject<typeof imageShape>> {
  pointer: string;
}

/** The files that an entry's pictures name. */
function filesIn({ kind, shared }: EntrySource, prefix = ''): Named[] {
  return (findKind(kind)?.imageFields ?? []).flatMap((field) => {
    const image = shared[field] as z.output<typeof MaybeImage>;
    const pointer = `${prefix}/shared/${field}/sources`;
    return image?.sources.map((source, index) => ({ ...source, pointer: `${pointer}/${index}` })) ?? [];
  });
}

/** What an entry says of pictures that nobody uploaded, or that are not as it says. */
export function listUnknownImages(db: Database, entry: EntrySource): Promise<ProblemDetail[]> {
  return listUnknown(db, filesIn(entry));
}

/** The same of all content. */
export function listUnknownImagesOf(db: Database, { chapters }: ContentSet): Promise<ProblemDetail[]> {
  const named = chapters.flatMap(({ entries }, chapter) =>
    entries.flatMap((entry, index) => filesIn(entry, `/chapters/${chapter}/entries/${index}`)),
  );
  return listUnknown(db, named);
}

async function listUnknown(db: Database, named: readonly Named[]): Promise<ProblemDetail[]> {
  const digests = [...new Set(named.map(({ digest }) => digest))];
  const { digest, type, width, height } = images;
  const pieces = inChunks(digests, 500).map((piece) =>
    db.query.select({ digest, type, width, height }).from(images).where(inArray(images.digest, piece)),
  );
  const known = new Map((await Promise.all(pieces)).flat().map((row) => [row.digest, row]));
  return named.flatMap(({ pointer, digest, type, width, height }) => {
    const file = known.get(digest);
    if (file === undefined) return [{ pointer, detail: 'There is no such picture here: upload it first' }];
    const isSame = file.type === type && file.width === width && file.height === height;
    return isSame ? [] : [{ pointer, detail: 'The picture is of another type or size than this says' }];
  });
}
