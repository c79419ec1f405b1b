import { html, nothing, type TemplateResult } from 'lit';
import type { AuditRecord } from '../../../schema/wire/access.ts';
import { call } from '../api.ts';
import { kindName } from '../writing/field-words.ts';
import { actions, words } from './audit-words.ts';
import { renderChoice } from './fields.ts';
import { StewardScreen } from './steward-screen.ts';
import { renderTop } from './tasks.ts';

/** What was done, and by whom. */
class Audit extends StewardScreen {
  static override properties = { ...StewardScreen.properties, records: { state: true }, next: { state: true } };
  declare records: readonly AuditRecord[] | null;
  /** Address of what is older; undefined where nothing is. */
  declare next: string | undefined;
  readonly #wanted = { chapter: '', action: '' };

  constructor() {
    super();
    this.records = null;
    this.next = undefined;
  }

  protected override async load(): Promise<void> {
    const query = new URLSearchParams(Object.entries(this.#wanted).filter(([, value]) => value !== ''));
    const { data, next } = await call<AuditRecord[]>('GET', `/v1/manage/audit?limit=30&${query}`);
    this.records = data;
    this.next = next;
  }

  protected override render(): TemplateResult {
    const say = this.say(words);
    const { lang, chapters } = this.context;
    const filter = (name: 'chapter' | 'action') => (value: string) => {
      this.#wanted[name] = value;
      void this.attempt(() => this.load());
    };
    const where = chapters.map(({ slug }) => [slug, this.chapterName(slug, slug)] as const);
    return html`${renderTop(lang, say.title, say.lead)}
      <div class="filters">
        ${renderChoice({ name: 'chapter', label: say.chapter }, [['', say.every], ...where], {
          onChange: filter('chapter'),
        })}
        ${renderChoice({ name: 'action', label: say.action }, [['', say.any], ...Object.entries(actions[lang])], {
          onChange: filter('action'),
        })}
      </div>
      ${this.renderProblem()} ${this.records?.length === 0 ? html`<p class="note">${say.none}</p>` : nothing}
      <ul class="plain records">
        ${this.records?.map((record) => this.#renderRecord(record))}
      </ul>
      ${
        this.next === undefined
          ? nothing
          : html`<p><button class="second" @click=${() => void this.#more()}>${say.more}</button></p>`
      }`;
  }

  #renderRecord({ at, tokenName, action, target, chapter }: AuditRecord): TemplateResult {
    const { lang } = this.context;
    const place = chapter === null ? nothing : html` · ${this.chapterName(chapter, chapter)}`;
    return html`<li>
      <p><strong>${tokenName}</strong> ${actions[lang][action]} ${this.#nameOf(target)}</p>
      <p class="caption"><time datetime=${at}>${this.moment(at)}</time>${place}</p>
    </li>`;
  }

  /** An entry by what it is; all else as the audit has it. */
  #nameOf(target: string): TemplateResult {
    const [, kind, slug] = /^entries\/[^/]+\/([^/]+)\/([^/]+)$/.exec(target) ?? [];
    if (target.startsWith('contacts/')) return html`${this.say(words).someone}`;
    if (kind === undefined) return html`<code>${target}</code>`;
    return html`${kindName(kind, this.context.lang)} <code>${slug}</code>`;
  }

  async #more(): Promise<void> {
    const shown = this.records!.length;
    const isDone = await this.attempt(async () => {
      const { data, next } = await call<AuditRecord[]>('GET', this.next!);
      this.records = [...this.records!, ...data];
      this.next = next;
    });
    if (!isDone) return;
    await this.updateComplete;
    this.context.announce(this.say(words).since);
    const first = this.querySelectorAll<HTMLElement>('.records li')[shown];
    first?.setAttribute('tabindex', '-1');
    first?.focus();
  }
}

customElements.define('desk-audit', Audit);
