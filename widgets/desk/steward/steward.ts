import { html, type TemplateResult } from 'lit';
import { Screen } from '../screen.ts';
import type { WordsIn } from '../words.ts';
import { tasks } from './tasks.ts';

const words = {
  en: {
    title: 'For the steward',
    lead: 'What has to be looked after, beside what is written. Who signed is readable nowhere here.',
    none: 'Nothing of it is yours to look after. Who invited you can change that.',
  },
  es: {
    title: 'Para quien custodia',
    lead: 'Lo que hay que cuidar, además de lo que se escribe. Quién firmó no se puede leer aquí en ninguna parte.',
    none: 'Nada de esto te toca a ti. Quien te invitó puede cambiarlo.',
  },
} satisfies WordsIn<Record<string, string>>;

/** What the session may look after. */
class Steward extends Screen {
  protected override render(): TemplateResult {
    const say = this.say(words);
    const { lang, session } = this.context;
    const open = tasks.filter(({ isOpen }) => isOpen(session));
    return html`<h1>${say.title}</h1>
      <p class="lead">${say.lead}</p>
      ${open.length === 0 ? html`<p class="note">${say.none}</p>` : ''}
      <ul class="plain tasks">
        ${open.map(
          ({ path, words: { [lang]: each } }) =>
            html`<li>
              <a class="strong" href="/desk/steward/${path}">${each.title}</a>
              <p class="caption">${each.text}</p>
            </li>`,
        )}
      </ul>`;
  }
}

customElements.define('desk-steward', Steward);
