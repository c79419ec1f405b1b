import type { PublishSettings } from '../../schema/kinds/kind.ts';
import { releases } from '../../schema/tables/releases.ts';
import { timestamp } from '../clock.ts';
import type { Database } from '../db.ts';
import { ProblemError } from '../problem.ts';
import { NewDocuments } from './documents.ts';
import { listHeads } from './entries.ts';
import { compileLayers, compilerName } from './publish.ts';
import { readState } from './state.ts';
import { writeOnce } from './write.ts';

/**
 * Compiles all that a chapter has written, drafts too, into a release that nothing points to.
 * @returns its id.
 * @throws {ProblemError} `not_found` where there is no such chapter.
 */
export async function makePreview(db: Database, settings: PublishSettings, chapter: string): Promise<string> {
  const compiledBy = compilerName(settings);
  const [state, heads] = await Promise.all([readState(db, compiledBy), listHeads(db)]);
  const layer = state.layers.find((each) => each.chapter.slug === chapter);
  if (layer === undefined) throw new ProblemError('not_found', { detail: 'There is no such chapter' });
  const moved = heads.filter((head) => head.chapter === chapter && head.publishedRevision !== head.revision);
  const made = new NewDocuments();
  const isVisible = ({ deletedAt }: { deletedAt: string | null }) => deletedAt === null;
  const manifests = await compileLayers(db, state, moved, { settings, compiledBy, made, isVisible });
  const { inherits } = layer.chapter;
  const release = {
    id: crypto.randomUUID(),
    chapter,
    base: inherits === null ? null : manifests.get(inherits)!,
    manifest: manifests.get(chapter)!,
    createdAt: timestamp(),
  };
  await writeOnce(db, [...made.documentStatements(db), db.query.insert(releases).values(release)]);
  return release.id;
}
