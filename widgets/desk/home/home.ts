import { html, type TemplateResult } from 'lit';
import type { ManagedChapter } from '../../../schema/wire/managed-chapter.ts';
import { listAll } from '../api.ts';
import { Screen } from '../screen.ts';
import { may } from '../session.ts';
import type { WordsIn } from '../words.ts';

const words = {
  en: { title: 'Overview' },
  es: { title: 'Resumen' },
} satisfies WordsIn<Record<string, string>>;

/** The chapters that somebody may write for. */
class Home extends Screen {
  static override properties = { ...Screen.properties, chapters: { state: true } };
  declare chapters: readonly ManagedChapter[];

  constructor() {
    super();
    this.chapters = [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.attempt(async () => {
      this.chapters = await listAll<ManagedChapter>('/v1/manage/chapters');
    });
  }

  protected override render(): TemplateResult {
    const { lang, session } = this.context;
    return html`<h1>${this.say(words).title}</h1>
      ${this.renderProblem()}
      <ul class="plain">
        ${this.chapters
          .filter(({ slug }) => may(session, 'update', { chapter: slug }))
          .map(
            ({ slug, translations }) =>
              html`<li>
                <a href="/desk/chapters/${slug}">${(translations[lang] ?? translations['en'])?.name ?? slug}</a>
              </li>`,
          )}
      </ul>`;
  }
}

customElements.define('desk-home', Home);
