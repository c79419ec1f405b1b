import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Lang } from '../words.ts';
import { FileError } from './sealed-file.ts';
import { rowsFor, toCsv, tookBack, type Target } from './tables.ts';
import { openExport, type Opened, type Person } from './unseal.ts';
import { words } from './words.ts';

type Words = Record<keyof (typeof words)['en'], string>;

const targets: readonly Target[] = ['plain', 'action-network', 'van'];
const shownAtOnce = 100;

/** Opens sealed exports, in a file of its own that needs no network and has none. */
class ExportOpener extends LitElement {
  static override properties = {
    lang: { state: true },
    opened: { state: true },
    share: { state: true },
    problem: { state: true },
    said: { state: true },
  };
  declare lang: Lang;
  declare opened: Opened | null;
  /** How much of the file was read, from 0 to 1; null while nothing is. */
  declare share: number | null;
  declare problem: keyof Words | null;
  declare said: string;

  constructor() {
    super();
    this.lang = navigator.language.startsWith('es') ? 'es' : 'en';
    this.opened = null;
    this.share = null;
    this.problem = 'subtle' in crypto ? null : 'insecure';
    this.said = '';
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  get #say(): Words {
    return words[this.lang];
  }

  protected override render(): TemplateResult {
    const say = this.#say;
    document.documentElement.lang = this.lang;
    document.title = say.title;
    return html`<header>
        <strong>United We Heal</strong>
        <button class="link" lang=${this.lang === 'en' ? 'es' : 'en'} @click=${this.#switch}>${say.other}</button>
      </header>
      <main>
        <h1>${say.title}</h1>
        <p class="lead">${say.lead}</p>
        ${this.opened === null ? this.#renderForm() : this.#renderOpened(this.opened)}
        ${this.opened === null ? html`<p role="status">${this.said}</p>` : nothing}
      </main>`;
  }

  #renderForm(): TemplateResult {
    const say = this.#say;
    const isBusy = this.share !== null;
    return html`<form @submit=${this.#open}>
      <div>
        <label for="file">${say.file}</label>
        <p class="hint" id="file-hint">${say.fileHint}</p>
        <input id="file" type="file" accept=".jsonl" aria-describedby="file-hint" />
      </div>
      <div>
        <label for="key">${say.key}</label>
        <p class="hint" id="key-hint">${say.keyHint}</p>
        <input id="key" type="file" accept=".json" aria-describedby="key-hint" />
      </div>
      <div role="alert">${this.problem === null ? nothing : html`<p class="wrong">${say[this.problem]}</p>`}</div>
      <button class="button" aria-disabled=${isBusy ? 'true' : 'false'}>${say.open}</button>
      ${
        isBusy
          ? html`<p>
              <label for="share">${say.reading}</label> <progress id="share" .value=${this.share!}></progress>
            </p>`
          : nothing
      }
    </form>`;
  }

  #renderOpened({ people, damaged, sealedToOthers, held, isWhole }: Opened): TemplateResult {
    const say = this.#say;
    const none = sealedToOthers + damaged.length > 0 ? say.none : say.nobody;
    const count = people.length === 1 ? say.one : this.#count(say.people, people.length);
    const note = (text: string, number: number) => (number > 0 ? html`<p>${this.#count(text, number)}</p>` : nothing);
    return html`<h2 tabindex="-1" id="result">${people.length === 0 ? none : count}</h2>
      ${isWhole ? nothing : html`<p class="wrong">${say.cut}</p>`}
      ${people.length === 0 && sealedToOthers > 0 ? html`<p>${say.noneHint}</p>` : note(say.others, sealedToOthers)}
      ${note(say.held, held)}
      ${
        damaged.length > 0
          ? html`<p class="wrong">${this.#count(say.damaged, damaged.length)}</p>
              <ul class="ids">
                ${damaged.slice(0, shownAtOnce).map((id) => html`<li><code>${id}</code></li>`)}
              </ul>`
          : nothing
      }
      ${people.length > 0 ? [this.#renderSaving(), this.#renderPeople(people)] : nothing}
      <p><button class="link" @click=${this.#forget}>${say.forget}</button></p>`;
  }

  #renderSaving(): TemplateResult {
    const say = this.#say;
    return html`<section aria-labelledby="save">
      <h2 id="save">${say.save}</h2>
      <p class="warning">${say.clear}</p>
      <ul class="targets">
        ${targets.map(
          (target) =>
            html`<li>
              <button class="second" aria-describedby="${target}-hint" @click=${() => this.#save(target)}>
                ${say[target]}
              </button>
              <p class="hint" id="${target}-hint">${say[`${target}Hint`]}</p>
            </li>`,
        )}
      </ul>
      <p class="hint">${say.left}</p>
      <p role="status">${this.said}</p>
    </section>`;
  }

  #renderPeople(people: readonly Person[]): TemplateResult {
    const say = this.#say;
    const shown = people.slice(0, shownAtOnce);
    const title = shown.length < people.length ? this.#count(say.first, shown.length) : say.list;
    return html`<section aria-labelledby="list">
      <h2 id="list">${title}</h2>
      <ul class="people">
        ${shown.map((person) => this.#renderPerson(person))}
      </ul>
    </section>`;
  }

  #renderPerson(person: Person): TemplateResult {
    const say = this.#say;
    const join = (names: readonly string[], between: string) =>
      names
        .map((name) => person[name])
        .filter((value) => typeof value === 'string' && value !== '')
        .join(between);
    const day = new Date(person.receivedAt).toLocaleDateString(this.lang, { dateStyle: 'medium' });
    const facts = [
      say[person.type],
      person.chapter,
      day,
      ...(person.smsConsent !== null && !tookBack(person, 'sms') ? [say.texts] : []),
      ...(person.standing === 'unproven' ? [say.unproven] : []),
    ];
    const channels = person.takenBack.map((channel) => (channel === '*' ? say.all : say[channel])).join(', ');
    return html`<li>
      <strong>${join(['givenName', 'familyName'], ' ')}</strong>
      <p>${join(['email', 'phone', 'zip'], ' · ')}</p>
      <p class="hint">${facts.join(' · ')}</p>
      ${
        channels === ''
          ? nothing
          : html`<p class="took">${say.took.replace('{channels}', channels)}</p>
              <p class="hint">${say.act.replace('{ids}', person.revocations.join(', '))}</p>`
      }
    </li>`;
  }

  #count(text: string, count: number): string {
    return text.replace('{count}', count.toLocaleString(this.lang));
  }

  readonly #switch = (): void => {
    this.lang = this.lang === 'en' ? 'es' : 'en';
  };

  readonly #open = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.share !== null) return;
    const [file, key] = ['#file', '#key'].map((id) => this.querySelector<HTMLInputElement>(id)!.files?.[0]);
    this.said = '';
    if (file === undefined || key === undefined) {
      this.problem = 'chooseBoth';
      return;
    }
    this.problem = null;
    this.share = 0;
    try {
      this.opened = await openExport(file, key, (share) => (this.share = share));
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      this.problem = error.code;
    } finally {
      this.share = null;
    }
    await this.updateComplete;
    this.querySelector<HTMLElement>('#result')?.focus();
  };

  #save(target: Target): void {
    const rows = rowsFor(target, this.opened!.people);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([toCsv(rows)], { type: 'text/csv' }));
    link.download = `people-${target}-${new Date().toISOString().slice(0, 10)}.csv`;
    link.click();
    // Whoever saves it has read it by then.
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    this.said = this.#count(this.#say.saved, rows.length).replace('{file}', link.download);
  }

  readonly #forget = async (): Promise<void> => {
    this.opened = null;
    this.said = this.#say.forgotten;
    await this.updateComplete;
    this.querySelector<HTMLInputElement>('#file')!.focus();
  };
}

customElements.define('export-opener', ExportOpener);
