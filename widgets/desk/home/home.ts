import { html, nothing, type TemplateResult } from 'lit';
import { nameOf, Screen } from '../screen.ts';
import type { WordsIn } from '../words.ts';

const words = {
  en: { title: 'Your chapters', none: 'You may not write for any chapter yet. Who invited you can change that.' },
  es: {
    title: 'Tus capítulos',
    none: 'Todavía no puedes escribir para ningún capítulo. Quien te invitó puede cambiarlo.',
  },
} satisfies WordsIn<Record<string, string>>;

/** The chapters that somebody may write for; who has one is there at once. */
class Home extends Screen {
  override connectedCallback(): void {
    super.connectedCallback();
    const [only, ...others] = this.context.chapters;
    if (only === undefined || others.length > 0) return;
    history.replaceState(null, '', `/desk/chapters/${only.slug}`);
    dispatchEvent(new PopStateEvent('popstate'));
  }

  protected override render(): TemplateResult {
    const { lang, chapters } = this.context;
    return html`<h1>${this.say(words).title}</h1>
      ${chapters.length === 0 ? html`<p class="note">${this.say(words).none}</p>` : nothing}
      <ul class="plain">
        ${chapters.map(
          (chapter) =>
            html`<li><a class="strong" href="/desk/chapters/${chapter.slug}">${nameOf(chapter, lang)}</a></li>`,
        )}
      </ul>`;
  }
}

customElements.define('desk-home', Home);
