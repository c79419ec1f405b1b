import { inArray } from 'drizzle-orm';
import { sha256Hex } from '../../schema/kinds/digest.ts';
import { documents, frozenTexts } from '../../schema/tables/releases.ts';
import type { BrokenEntry } from '../../schema/wire/pending.ts';
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
  readonly #broken = new Map<string, BrokenEntry>();

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
  refuse: Refuse = (entry) => {
    this.#broken.set(describe(entry), entry);
  };

  /** What was noted so, each once. */
  get broken(): BrokenEntry[] {
    return [...this.#broken.values()];
  }

  /** The first of the words that may never change, and would: by chapter, kind, slug and locale. */
  async findChangedText(db: Database): Promise<string | null> {
    const texts = await this.#frozenDigests();
    const wanted = new Map(texts.map(({ key, digest }) => [key, digest]));
    const rows = await db.query
      .select({ key: frozenTexts.key, digest: frozenTexts.digest })
      .from(frozenTexts)
      .where(inArray(frozenTexts.key, [...wanted.keys()]));
    return rows.find(({ key, digest }) => wanted.get(key) !== digest)?.key ?? null;
  }

  #frozenDigests(): Promise<{ key: string; digest: string }[]> {
    return Promise.all([...this.#frozen].map(async ([key, text]) => ({ key, digest: await sha256Hex(text) })));
  }

  /**
   * What stores all of it, as public from then on.
   * @throws {ProblemError} `override_broken`, `rule_broken`, or `disclosure_changed` where words that people agreed to would become others.
   */
  async statements(db: Database): Promise<Statement[]> {
    const [first] = this.#broken.values();
    if (first !== undefined) throw new ProblemError(first.code, { detail: [...this.#broken.keys()].join('; ') });
    const texts = await this.#frozenDigests();
    const changed = await this.findChangedText(db);
    if (changed !== null) {
      throw new ProblemError('disclosure_changed', {
        detail: `${changed} is published with other words: keep them, and add the new words under another slug`,
      });
    }
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

function describe({ code, chapter, kind, slug, field, reason }: BrokenEntry): string {
  return `${chapter} ${code === 'override_broken' ? 'changes' : 'has'} ${kind}/${slug}, at "${field}": ${reason}`;
}
