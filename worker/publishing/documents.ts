import { inArray } from 'drizzle-orm';
import { sha256Hex } from '../../schema/kinds/digest.ts';
import { documents, frozenTexts } from '../../schema/tables/releases.ts';
import type { Database, Statement } from '../db.ts';
import { ProblemError } from '../problem.ts';
import { inChunks } from '../sql.ts';
import type { Refuse } from './item.ts';
import type { SearchedItem } from '../words.ts';
import { indexStatements } from './search-index.ts';

/** What a publish makes, until it is stored. */
export class NewDocuments {
  readonly #bodies = new Map<string, string>();
  readonly #searched = new Map<string, SearchedItem>();
  readonly #frozen = new Map<string, string>();
  readonly #broken = new Map<string, Parameters<Refuse>[0]>();

  /** Keeps a value under the digest of its JSON. */
  keep = async (value: unknown, searched?: SearchedItem): Promise<string> => {
    const body = JSON.stringify(value);
    const digest = await sha256Hex(body);
    this.#bodies.set(digest, body);
    if (searched !== undefined) this.#searched.set(digest, searched);
    return digest;
  };

  /** Notes words that may never change once this is public. */
  freeze = (key: string, text: string): void => {
    this.#frozen.set(key, text);
  };

  /** Notes what is not as its kind allows, be it by a chapter's change of a national entry. */
  refuse: Refuse = (code, reason) => {
    this.#broken.set(reason, code);
  };

  /**
   * What stores all of it, as public from then on.
   * @throws {ProblemError} `override_broken`, `rule_broken`, or `disclosure_changed` where words that people agreed to would become others.
   */
  async statements(db: Database): Promise<Statement[]> {
    const [code] = this.#broken.values();
    if (code !== undefined) throw new ProblemError(code, { detail: [...this.#broken.keys()].join('; ') });
    const texts = await Promise.all(
      [...this.#frozen].map(async ([key, text]) => ({ key, digest: await sha256Hex(text) })),
    );
    await refuseChangedTexts(db, texts);
    return [
      ...inChunks(texts, 500).map((piece) => db.query.insert(frozenTexts).values(piece).onConflictDoNothing()),
      ...this.documentStatements(db),
      ...(await indexStatements(db, this.#searched)),
    ];
  }

  /** What stores it without making it public. */
  documentStatements(db: Database): Statement[] {
    const rows = [...this.#bodies].map(([digest, body]) => ({ digest, body }));
    return inChunks(rows, 500).map((piece) => db.query.insert(documents).values(piece).onConflictDoNothing());
  }
}

async function refuseChangedTexts(db: Database, texts: readonly { key: string; digest: string }[]): Promise<void> {
  const wanted = new Map(texts.map(({ key, digest }) => [key, digest]));
  const rows = await db.query
    .select({ key: frozenTexts.key, digest: frozenTexts.digest })
    .from(frozenTexts)
    .where(inArray(frozenTexts.key, [...wanted.keys()]));
  const changed = rows.find(({ key, digest }) => wanted.get(key) !== digest);
  if (changed === undefined) return;
  throw new ProblemError('disclosure_changed', {
    detail: `${changed.key} is published with other words: keep them, and add the new words under another slug`,
  });
}
