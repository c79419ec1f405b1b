import { html, nothing, type TemplateResult } from 'lit';
import type { DueAct } from '../../../schema/wire/consent.ts';
import { listAll } from '../api.ts';
import { may } from '../session.ts';
import type { WordsIn } from '../words.ts';
import { StewardScreen } from './steward-screen.ts';
import { tasks, type Task } from './tasks.ts';

const words = {
  en: {
    title: 'For the steward',
    lead: 'What has to be looked after, beside what is written. Who signed is readable nowhere here.',
    none: 'Nothing of it is yours to look after. Who invited you can change that.',
    overdue: 'Overdue: {count}',
    waiting: 'Waiting: {count}',
  },
  es: {
    title: 'Para quien custodia',
    lead: 'Lo que hay que cuidar, además de lo que se escribe. Quién firmó no se puede leer aquí en ninguna parte.',
    none: 'Nada de esto te toca a ti. Quien te invitó puede cambiarlo.',
    overdue: 'Vencidos: {count}',
    waiting: 'En espera: {count}',
  },
} satisfies WordsIn<Record<string, string>>;

/** What the session may look after. */
class Steward extends StewardScreen {
  static override properties = { ...StewardScreen.properties, due: { state: true } };
  declare due: readonly DueAct[];

  constructor() {
    super();
    this.due = [];
  }

  protected override async load(): Promise<void> {
    if (may(this.context.session, 'consent', { chapter: '*' })) this.due = await listAll<DueAct>('/v1/manage/due');
  }

  protected override render(): TemplateResult {
    const say = this.say(words);
    const open = tasks.filter(({ isOpen }) => isOpen(this.context.session));
    return html`<h1>${say.title}</h1>
      <p class="lead">${say.lead}</p>
      ${this.renderProblem()} ${open.length === 0 ? html`<p class="note">${say.none}</p>` : nothing}
      <ul class="plain tasks">
        ${open.map((task) => this.#renderTask(task))}
      </ul>`;
  }

  #renderTask({ path, words: { [this.context.lang]: each } }: Task): TemplateResult {
    return html`<li>
      <a class="strong" href="/desk/steward/${path}">${each.title}</a>
      ${path === 'due' ? this.#renderDue() : nothing}
      <p class="caption">${each.text}</p>
    </li>`;
  }

  #renderDue(): TemplateResult | typeof nothing {
    const say = this.say(words);
    const overdue = this.due.filter(({ isOverdue }) => isOverdue).length;
    if (overdue > 0) return html`<p class="heed">${say.overdue.replace('{count}', String(overdue))}</p>`;
    const waiting = this.due.length;
    return waiting === 0 ? nothing : html`<p class="tag">${say.waiting.replace('{count}', String(waiting))}</p>`;
  }
}

customElements.define('desk-steward', Steward);
