import { ProblemError, type Answer } from '../api.ts';
import { dropDraft, findDraft, keepDraft, type Place } from './drafts.ts';
import { createEntry, findEntry, isOfSlug, isPassing, readEntry, replaceEntry, restoreEntry } from './entry-calls.ts';
import { isMadeOf, merge, type Conflict } from './merge.ts';
import { nextSlug } from './start.ts';
import type { SaveState } from './words.ts';
import { isSame, leavesOf, plain, type Entry, type Source } from './source.ts';

interface SaverOptions {
  /** Where it is kept on this device. */
  place: Place;
  /** The language whose words alone are changed; without it the whole entry. */
  locale?: string;
  /** Tells that something moved. */
  changed: () => void;
  /** Whether it can be sent as it is. */
  isWhole: (mine: Source) => boolean;
  /** Tells that a new entry was taken, under this slug. */
  made?: (slug: string) => void;
}

const pauseMs = 900;
const longestRetryMs = 30_000;

/**
 * Keeps every change on this device at once, and brings it to the API after a pause, again and again until it is there.
 * Where somebody else came first, both are put together; what can't be is for people to decide.
 */
export class Saver {
  state: SaveState = 'saved';
  mine!: Source;
  /** As the API had it last; null while it is new, or could not be read. */
  entry: Entry | null = null;
  conflicts: readonly Conflict[] = [];
  /** Why it was refused, by pointer. */
  refusals: ReadonlyMap<string, string> = new Map();
  /** Whether this device had room for it. */
  isKept = true;
  /** How often something of somebody else's was put together with mine. */
  merges = 0;
  place: Place;
  /** The slug under which it is, or is to be, at the API. */
  slug: string;
  isSlugChosen = false;
  readonly #options: SaverOptions;
  /** What mine was made over; null while it is new. */
  #base: Source | null = null;
  #etag: string | null = null;
  #sent: readonly Source[] = [];
  /** What somebody else saved, while it is not decided what becomes of mine. */
  #theirs: { source: Source; etag: string | null } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #retryMs = 1000;
  #sending: Promise<void> | null = null;
  readonly #online = (): void => void this.flush();

  constructor(options: SaverOptions) {
    this.#options = options;
    this.place = options.place;
    this.slug = options.place.slug;
    addEventListener('online', this.#online);
  }

  /** Sends what waits, and stops. What could not be sent stays on this device. */
  close(): void {
    removeEventListener('online', this.#online);
    void this.flush().finally(() => clearTimeout(this.#timer));
  }

  get isNew(): boolean {
    return this.#base === null;
  }

  /** Begins with a new entry, or goes on with one that this device kept. */
  begin(source: Source): void {
    this.mine = source;
    if (this.#restore()) this.#later();
  }

  /**
   * Reads the entry, and goes on with what this device kept of it.
   * @throws {ProblemError} where neither can be had.
   */
  async open(): Promise<void> {
    let current: Answer<Entry> | null = null;
    try {
      current = await readEntry(this.place);
      this.#take(current);
    } catch (error) {
      if (findDraft(this.place) === null || !isPassing(error)) throw error;
    }
    if (!this.#restore()) return;
    if (current === null || current.etag === this.#etag) return this.#later();
    this.#meet(current);
  }

  #restore(): boolean {
    const draft = findDraft(this.place);
    if (draft === null) return false;
    Object.assign(this, { mine: draft.mine, slug: draft.slug, isSlugChosen: draft.isSlugChosen, state: 'waiting' });
    this.#base = draft.base;
    this.#etag = draft.etag;
    this.#sent = draft.sent;
    return true;
  }

  /** Takes a change: kept at once, sent after a pause. */
  change(mine: Source): void {
    this.mine = mine;
    this.refusals = new Map();
    if (this.conflicts.length > 0) this.#goOnInConflict();
    this.#keep();
    if (this.state !== 'conflict' && this.state !== 'gone') this.#later();
    this.#options.changed();
  }

  /** Who goes on writing before they choose has it among what they choose from. */
  #goOnInConflict(): void {
    const mine = leavesOf(this.mine);
    this.conflicts = this.conflicts.map((each) => ({ ...each, mine: mine.get(each.pointer) }));
  }

  /** Takes another slug for a new entry. */
  name(slug: string, isChosen: boolean): void {
    this.slug = slug;
    this.isSlugChosen ||= isChosen;
  }

  /** What was decided where two differed. */
  resolve(mine: Source): Promise<void> {
    this.#base = this.#theirs!.source;
    this.#etag = this.#theirs!.etag;
    this.#theirs = null;
    this.conflicts = [];
    this.state = 'waiting';
    this.change(mine);
    return this.flush();
  }

  /** Takes what somebody else saved. Answers whether there was anything. */
  async refresh(): Promise<boolean> {
    if (this.isNew || this.#sending !== null || this.state === 'gone') return false;
    const answer = await readEntry(this.#target);
    if (answer.etag === (this.#theirs ?? { etag: this.#etag }).etag || this.#sending !== null) return false;
    if (this.state === 'saved') this.#take(answer);
    else this.#meet(answer);
    this.#options.changed();
    return true;
  }

  /** Sends now what waits. Answers when it is there, or can't be. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    while (this.#sending !== null) await this.#sending;
    if (this.mine === undefined || ['saved', 'conflict', 'gone'].includes(this.state)) return;
    this.#sending = this.#send().finally(() => (this.#sending = null));
    await this.#sending;
    this.#options.changed();
  }

  /** Writes it once more, though nothing changed: the API then notes anew what it was made over. */
  async affirm(): Promise<void> {
    await this.flush();
    const { data, etag } = await replaceEntry(this.#target, this.mine, this.#etag, this.#options.locale);
    this.entry = data;
    this.#settle(this.mine, etag);
    this.#options.changed();
  }

  /** Brings back an entry that was removed meanwhile, with mine. */
  async bringBack(): Promise<void> {
    const answer = await restoreEntry(this.#target);
    this.state = 'waiting';
    this.#meet(answer);
    await this.flush();
  }

  #later(ms = pauseMs): void {
    if (this.state !== 'away') this.state = 'waiting';
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), ms);
  }

  #keep(): void {
    const { mine, slug, isSlugChosen } = this;
    const known = { base: this.#base, etag: this.#etag, sent: this.#sent };
    this.isKept = keepDraft(this.place, { mine, slug, isSlugChosen, ...known });
  }

  async #send(): Promise<void> {
    const { mine } = this;
    if (this.#base !== null && isSame(mine, this.#base)) return this.#done();
    if (!this.#options.isWhole(mine)) {
      this.state = 'incomplete';
      return;
    }
    this.state = 'saving';
    this.#options.changed();
    this.#sent = [...this.#sent, mine].slice(-20);
    this.#keep();
    try {
      const answer = await (this.isNew
        ? createEntry(this.#target, mine)
        : replaceEntry(this.#target, mine, this.#etag, this.#options.locale));
      if (this.isNew) this.#become(answer.data.slug);
      this.entry = answer.data;
      this.#settle(mine, answer.etag);
    } catch (error) {
      await this.#stumble(error);
    }
  }

  /** Mine was made over this, from now on. */
  #settle(base: Source, etag: string | null): void {
    this.#base = base;
    this.#etag = etag;
    this.#sent = [];
    this.#theirs = null;
    this.conflicts = [];
    this.#retryMs = 1000;
    if (isSame(this.mine, base)) return this.#done();
    this.state = 'waiting';
    this.#keep();
    this.#later();
  }

  #done(): void {
    this.state = 'saved';
    dropDraft(this.place);
  }

  #take({ data, etag }: Answer<Entry>): void {
    this.entry = data;
    this.mine = plain(data.source);
    this.#base = this.mine;
    this.#etag = etag;
    this.state = 'saved';
  }

  get #target(): Place {
    return { ...this.place, slug: this.slug };
  }

  /** The draft of a new entry becomes that of the entry. */
  #become(slug: string): void {
    dropDraft(this.place);
    this.slug = slug;
    this.place = this.#target;
    this.#options.made?.(slug);
  }

  async #stumble(error: unknown): Promise<void> {
    if (!(error instanceof ProblemError)) throw error;
    const { code, errors = [], detail, title } = error.problem;
    if (isPassing(error)) {
      this.state = 'away';
      this.#later(this.#retryMs);
      this.#retryMs = Math.min(this.#retryMs * 2, longestRetryMs);
    } else if (code === 'stale_revision') {
      await this.#meetTheirs();
    } else if (code === 'not_found' && !this.isNew) this.state = 'gone';
    else if (this.isNew && isOfSlug(error)) await this.#meetSlug(errors[0]?.detail ?? detail ?? title);
    else this.#refuse(errors.length > 0 ? errors : [{ pointer: '', detail: code === 'forbidden' ? code : title }]);
  }

  async #meetTheirs(): Promise<void> {
    try {
      this.#meet(await readEntry(this.#target));
    } catch (error) {
      await this.#stumble(error);
    }
  }

  #refuse(errors: readonly { pointer: string; detail: string }[]): void {
    this.#sent = [];
    this.state = 'refused';
    this.refusals = new Map(errors.map(({ pointer, detail }) => [pointer, detail]));
  }

  /** Somebody else came first, or the answer to what was sent was lost. */
  #meet({ data, etag }: Answer<Entry>): void {
    const source = plain(data.source);
    const ours = this.#sent.findLast((sent) => isMadeOf(source, sent));
    const { merged, conflicts } = merge(ours ?? this.#base ?? source, this.mine, source);
    this.entry = data;
    this.mine = merged;
    if (ours === undefined) this.merges++;
    if (conflicts.length === 0) return this.#settle(source, etag);
    // Until somebody decides, the device keeps mine with what it was made over: after a reload it is asked again.
    this.#theirs = { source, etag };
    this.conflicts = conflicts;
    this.state = 'conflict';
    this.#keep();
  }

  /** A new entry whose slug is taken: by what was sent and not answered, or by somebody else. */
  async #meetSlug(why: string): Promise<void> {
    try {
      await this.#takeOtherSlug(why, await findEntry(this.#target));
    } catch (error) {
      await this.#stumble(error);
    }
  }

  async #takeOtherSlug(why: string, theirs: Answer<Entry> | null): Promise<void> {
    if (theirs !== null && this.#sent.slice(0, -1).some((sent) => isMadeOf(plain(theirs.data.source), sent))) {
      this.#become(this.slug);
      return this.#meet(theirs);
    }
    if (this.isSlugChosen) return this.#refuse([{ pointer: '/slug', detail: why }]);
    this.slug = nextSlug(this.slug);
    this.#sent = [];
    await this.#send();
  }
}
