import { html, nothing, type TemplateResult } from 'lit';
import { call, type Problem, ProblemError } from '../api.ts';
import { Screen } from '../screen.ts';
import { loadCampaign, type Campaign } from './campaign.ts';
import { formWords, labelOf } from './field-words.ts';
import { Saver } from './saver.ts';
import { check, checkPictures, type Form, type Wrong } from './schema.ts';
import { isSame, type Source } from './source.ts';
import { stateWords, words } from './words.ts';

const pollMs = 15_000;

/** A screen on which an entry, or a part of it, is written: how it is kept, and what others did meanwhile. */
export abstract class Writing extends Screen {
  static override properties = {
    ...Screen.properties,
    campaign: { state: true },
    isStrict: { state: true },
    theirs: { state: true },
    focused: { state: true },
  };
  declare campaign: Campaign | null;
  /** Whether what is missing is marked: once somebody wanted to go on. */
  declare isStrict: boolean;
  /** Who changed it last, and when, where that was somebody else while it is open. */
  declare theirs: { changedBy: string; changedAt: string } | null;
  /** The pointer of the field that is being written. */
  declare focused: string | null;
  protected saver!: Saver;
  #poll: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.campaign = null;
    this.isStrict = false;
    this.theirs = null;
    this.focused = null;
    this.addEventListener('focusin', ({ target }) => (this.focused = (target as Element).id));
    this.addEventListener('focusout', () => this.#leaveField());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', this.#saveByKey);
    addEventListener('beforeunload', this.#beforeUnload);
    this.#poll = setInterval(() => void this.#lookAround(), pollMs);
    document.addEventListener('visibilitychange', this.#look);
    void this.attempt(async () => {
      this.campaign = await loadCampaign();
      await this.begin(this.campaign);
      this.requestUpdate();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('keydown', this.#saveByKey);
    removeEventListener('beforeunload', this.#beforeUnload);
    document.removeEventListener('visibilitychange', this.#look);
    clearInterval(this.#poll);
    this.saver?.close();
  }

  /** Opens what is written here. */
  protected abstract begin(campaign: Campaign): Promise<void>;

  /** What is wrong with what is there, by pointer. */
  protected abstract wrongs(mine: Source): Map<string, Wrong>;

  protected get form(): Form {
    const { plural } = this.params;
    const form = this.campaign!.forms.find((each) => each.plural === plural);
    if (form === undefined) throw new ProblemError({ status: 404, code: 'not_found', title: '' } satisfies Problem);
    return form;
  }

  protected openSaver(slug: string, locale?: string): Saver {
    const { chapter, plural } = this.params as { chapter: string; plural: string };
    return new Saver({
      place: { chapter, plural, slug },
      ...(locale !== undefined && { locale }),
      changed: () => this.requestUpdate(),
      isWhole: (mine) => this.wrongs(mine).size === 0 && !this.isNaming,
      made: (made) => this.made(made),
    });
  }

  /** Whether what names a new entry is still being written. */
  protected get isNaming(): boolean {
    return false;
  }

  protected made(_slug: string): void {}

  #leaveField(): void {
    this.focused = null;
    if (this.saver?.state === 'incomplete') void this.saver.flush();
  }

  readonly #saveByKey = (event: KeyboardEvent): void => {
    if (event.key !== 's' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void this.saver?.flush().then(() => this.context.announce(this.#stateText()));
  };

  readonly #beforeUnload = (event: Event): void => {
    if (this.saver !== undefined && !this.saver.isKept && this.saver.state !== 'saved') event.preventDefault();
  };

  readonly #look = (): void => void this.#lookAround();

  async #lookAround(): Promise<void> {
    if (document.visibilityState !== 'visible' || this.saver?.mine === undefined) return;
    try {
      if (await this.saver.refresh()) await this.#tellTheirs();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
    }
  }

  async #tellTheirs(): Promise<void> {
    const { chapter, plural } = this.params;
    const path = `/v1/manage/${plural}/${this.saver.slug}/versions?chapter=${chapter}&limit=1`;
    const { data } = await call<{ changedBy: string; changedAt: string }[]>('GET', path);
    this.theirs = data[0] ?? null;
  }

  /** What is wrong at a pointer, in words: what the API said, else what can be seen here. */
  protected wrongAt(wrongs: Map<string, Wrong>, pointer: string): string | null {
    const refused = this.saver.refusals.get(pointer);
    if (refused !== undefined) return refused;
    const wrong = wrongs.get(pointer);
    if (wrong === undefined || (!this.isStrict && (wrong === 'required' || this.focused === pointer))) return null;
    return formWords[this.context.lang][wrong].replace('{max}', '');
  }

  /** Shows what is missing and goes there. Answers whether nothing is. */
  protected requireWhole(): boolean {
    const [first] = this.wrongs(this.saver.mine).keys();
    if (first === undefined) return true;
    this.isStrict = true;
    void this.#show(first);
    return false;
  }

  async #show(pointer: string): Promise<void> {
    await this.updateComplete;
    const field = this.querySelector<HTMLElement>(`[id="${pointer}"]`);
    const details = field?.closest('details');
    if (details) details.open = true;
    field?.focus();
  }

  #stateText(): string {
    const { state, refusals, mine } = this.saver;
    const names = [...this.wrongs(mine).keys()].map((pointer) => this.#nameAt(pointer));
    const detail = [...refusals].map(([pointer, text]) =>
      pointer === '' ? text : `${this.#nameAt(pointer)}: ${text}`,
    );
    const text = this.say(stateWords)[state === 'saved' && this.saver.isNew ? 'fresh' : state];
    return text.replace('{fields}', [...new Set(names)].join(', ')).replace('{detail}', detail.join('. '));
  }

  #nameAt(pointer: string): string {
    const name = pointer.split('/').findLast((part) => !/^\d+$/.test(part))!;
    return labelOf(this.form.name, name, this.context.lang);
  }

  /** Where what is written is, and what others did. */
  protected renderState(): TemplateResult {
    const { state, isKept, merges } = this.saver;
    const say = this.say(words);
    const isCalm = state === 'saved' || state === 'waiting' || state === 'saving' || state === 'incomplete';
    return html`<div class="state" data-state=${state}>
      <p role="status" class=${isCalm ? 'note' : 'note loud'}>${this.#stateText()}</p>
      ${isKept ? nothing : html`<p class="wrong" role="alert">${say.noRoom}</p>`}
      ${merges > 0 && state !== 'conflict' ? html`<p class="note">${say.merged}</p>` : nothing} ${this.#renderTheirs()}
      ${
        state === 'gone'
          ? html`<button class="link" @click=${() => void this.attempt(() => this.saver.bringBack())}>
              ${say.bringBack}
            </button>`
          : nothing
      }
    </div>`;
  }

  #renderTheirs(): TemplateResult | typeof nothing {
    if (this.theirs === null) return nothing;
    const { changedBy, changedAt } = this.theirs;
    const minutes = Math.round((Date.parse(changedAt) - Date.now()) / 60_000);
    const time = new Intl.RelativeTimeFormat(this.context.lang, { numeric: 'auto' }).format(minutes, 'minute');
    const text = this.say(words).theirs.replace('{name}', changedBy).replace('{time}', time);
    return html`<p class="note" role="status">${text}</p>`;
  }

  /** What is wrong with words and values, whole or in part. */
  protected checkEntry(mine: Source, locale: string, national: boolean): Map<string, Wrong> {
    const { shared, localized } = this.form;
    const fields = mine.translations[locale]?.fields;
    const at = `/translations/${locale}/fields`;
    return new Map([
      ...(national ? [] : checkPictures(this.form, mine.shared, fields ?? {}, at)),
      ...(fields === undefined && national ? [] : check(localized, fields ?? {}, at, national)),
      ...check(shared, mine.shared, '/shared', national),
    ]);
  }

  protected isUnchanged(mine: Source): boolean {
    return isSame(mine, this.saver.mine);
  }
}
