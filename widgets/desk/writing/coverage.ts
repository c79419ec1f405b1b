import { html, nothing, type TemplateResult } from 'lit';
import type { Coverage } from '../../../schema/wire/managed-chapter.ts';
import { listAll } from '../api.ts';
import { Screen } from '../screen.ts';
import type { WordsIn } from '../words.ts';
import { languageName, loadCampaign, type Campaign } from './campaign.ts';
import { kindName, nameOfSlug } from './field-words.ts';

const words = {
  en: {
    title: 'Languages',
    lead: 'What your chapter wrote, in each language of the campaign.',
    none: 'Nothing to translate yet: write something first.',
    write: 'Write',
    kind: 'What',
    done: 'all there',
    missing: 'missing',
    stale: 'out of date',
    machine: 'by machine',
    todo: 'What to do',
    nothingTodo: 'Nothing: every word is there in every language.',
    isMissing: 'missing: translate it',
    isStale: 'out of date: see what changed',
    isMachine: 'made by machine: read it',
  },
  es: {
    title: 'Idiomas',
    lead: 'Lo que escribió tu capítulo, en cada idioma de la campaña.',
    none: 'Nada que traducir todavía: escribe algo primero.',
    write: 'Escribir',
    kind: 'Qué',
    done: 'todo está',
    missing: 'faltan',
    stale: 'desfasados',
    machine: 'por máquina',
    todo: 'Qué hacer',
    nothingTodo: 'Nada: todas las palabras están en todos los idiomas.',
    isMissing: 'falta: tradúcelo',
    isStale: 'desfasado: mira qué cambió',
    isMachine: 'hecho por máquina: léelo',
  },
} satisfies WordsIn<Record<string, string>>;

type Row = Coverage['entries'][number];
type Need = 'missing' | 'stale' | 'machine';

/** What an entry in a language needs; null where it needs nothing. */
function needOf({ state, method }: Row): Need | null {
  if (state !== 'current') return state;
  return method === 'machine' ? 'machine' : null;
}

const signs: Record<Need, string> = { missing: '○', stale: '◐', machine: '◌' };

/** How far a chapter's words are in each language: a table at a glance, and a list of what to do. */
class CoverageScreen extends Screen {
  static override properties = { ...Screen.properties, campaign: { state: true }, rows: { state: true } };
  declare campaign: Campaign | null;
  declare rows: readonly Coverage[];

  constructor() {
    super();
    this.campaign = null;
    this.rows = [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.attempt(async () => {
      [this.campaign, this.rows] = await Promise.all([
        loadCampaign(),
        listAll<Coverage>(`/v1/manage/coverage?chapter=${this.params['chapter']}`),
      ]);
    });
  }

  protected override render(): TemplateResult {
    const say = this.say(words);
    const isEmpty = this.campaign !== null && this.rows.length === 0;
    return html`<h1>${say.title}</h1>
      <p class="lead">${isEmpty ? say.none : say.lead}</p>
      ${this.renderProblem()}
      ${
        isEmpty
          ? html`<a class="button" href="/desk/chapters/${this.params['chapter']}/entries">${say.write}</a>`
          : this.campaign === null
            ? nothing
            : html`${this.#renderTable(this.campaign)} ${this.#renderTodo()}`
      }`;
  }

  #renderTable({ locales }: Campaign): TemplateResult {
    const { lang } = this.context;
    const kinds = [...new Set(this.rows.map(({ kind }) => kind))];
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${this.say(words).title}>
        <table class="matrix">
          <thead>
            <tr>
              <th scope="col">${this.say(words).kind}</th>
              ${locales.map(({ tag }) => html`<th scope="col">${languageName(tag, lang)}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${kinds.map(
              (kind) =>
                html`<tr>
                  <th scope="row">${kindName(kind, lang, true)}</th>
                  ${locales.map(({ tag }) => this.#renderCell(kind, tag))}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${this.#renderSigns()}`;
  }

  /** What the signs say, where there is no room for words in the table. */
  #renderSigns(): TemplateResult {
    const say = this.say(words);
    return html`<ul class="signs caption" aria-hidden="true">
      <li>● ${say.done}</li>
      ${(['missing', 'stale', 'machine'] as const).map((need) => html`<li>${signs[need]} ${say[need]}</li>`)}
    </ul>`;
  }

  #renderCell(kind: string, locale: string): TemplateResult {
    const say = this.say(words);
    const entries = this.rows.find((row) => row.kind === kind && row.locale === locale)?.entries ?? [];
    const needs = (['missing', 'stale', 'machine'] as const).flatMap((need) => {
      const count = entries.filter((row) => needOf(row) === need).length;
      return count === 0 ? [] : [{ need, count }];
    });
    if (needs.length === 0)
      return html`<td class="whole"><span aria-hidden="true">●</span> <span class="text">${say.done}</span></td>`;
    return html`<td>
      <a href="#todo-${kind}-${locale}">
        ${needs.map(({ need, count }) => html`<span class="need"><span aria-hidden="true">${signs[need]}</span> ${count} <span class="text">${say[need]}</span></span>`)}
      </a>
    </td>`;
  }

  #renderTodo(): TemplateResult {
    const say = this.say(words);
    const { lang } = this.context;
    const groups = this.rows.filter(({ entries }) => entries.some((row) => needOf(row) !== null));
    return html`<section class="rest">
      <h2>${say.todo}</h2>
      ${groups.length === 0 ? html`<p class="note">${say.nothingTodo}</p>` : nothing}
      ${groups.map(
        ({ kind, locale, entries }) =>
          html`<h3 id="todo-${kind}-${locale}" tabindex="-1">
              ${kindName(kind, lang, true)}: ${languageName(locale, lang)}
            </h3>
            <ul class="plain">
              ${entries.filter((row) => needOf(row) !== null).map((row) => this.#renderNeed(kind, locale, row))}
            </ul>`,
      )}
    </section>`;
  }

  #renderNeed(kind: string, locale: string, row: Row): TemplateResult {
    const say = this.say(words);
    const need = needOf(row)!;
    const { plural } = this.campaign!.forms.find(({ name }) => name === kind)!;
    const text = { missing: say.isMissing, stale: say.isStale, machine: say.isMachine }[need];
    return html`<li class="row">
      <a href="/desk/chapters/${this.params['chapter']}/entries/${plural}/${row.slug}/${locale}"
        >${nameOfSlug(row.slug)}</a
      >
      <span class="caption"><span aria-hidden="true">${signs[need]}</span> ${text}</span>
    </li>`;
  }
}

customElements.define('desk-coverage', CoverageScreen);
