import { html, type TemplateResult } from 'lit';
import type { EntryHead } from '../../../schema/wire/authored.ts';
import { listAll } from '../api.ts';
import { Screen } from '../screen.ts';
import type { WordsIn } from '../words.ts';
import { loadCampaign, type Campaign } from './campaign.ts';
import { kindName } from './field-words.ts';

const words = {
  en: {
    title: 'Write',
    lead: 'Everything that your chapter can say, by what it is.',
    count: '{count} of your own',
    none: 'none of your own yet',
    write: 'Write new: {kind}',
  },
  es: {
    title: 'Escribir',
    lead: 'Todo lo que tu capítulo puede decir, según lo que es.',
    count: '{count} propios',
    none: 'ninguno propio todavía',
    write: 'Escribir: {kind}',
  },
} satisfies WordsIn<Record<string, string>>;

/** What comes first where organizers begin; the rest as the kinds come. */
const first = ['page', 'article', 'faq', 'testimonial'];

/** What can be written, by kind. */
class Kinds extends Screen {
  static override properties = { ...Screen.properties, campaign: { state: true }, heads: { state: true } };
  declare campaign: Campaign | null;
  declare heads: readonly EntryHead[];

  constructor() {
    super();
    this.campaign = null;
    this.heads = [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.attempt(async () => {
      [this.campaign, this.heads] = await Promise.all([
        loadCampaign(),
        listAll<EntryHead>(`/v1/manage/entries?chapter=${this.params['chapter']}`),
      ]);
    });
  }

  protected override render(): TemplateResult {
    const say = this.say(words);
    const rank = (name: string) => (first.includes(name) ? first.indexOf(name) : first.length);
    const forms = (this.campaign?.forms ?? []).toSorted((a, b) => rank(a.name) - rank(b.name));
    return html`<h1>${say.title}</h1>
      <p class="lead">${say.lead}</p>
      ${this.renderProblem()}
      <ul class="plain kinds">
        ${forms.map(({ name, plural }) => this.#renderKind(name, plural))}
      </ul>`;
  }

  #renderKind(name: string, plural: string): TemplateResult {
    const say = this.say(words);
    const { chapter } = this.params;
    const count = this.heads.filter(({ kind }) => kind === name).length;
    const kind = kindName(name, this.context.lang);
    return html`<li class="row">
      <div>
        <a class="strong" href="/desk/chapters/${chapter}/entries/${plural}"
          >${kindName(name, this.context.lang, true)}</a
        >
        <p class="caption">${count === 0 ? say.none : say.count.replace('{count}', String(count))}</p>
      </div>
      <a class="add" href="/desk/chapters/${chapter}/new/${plural}" aria-label=${say.write.replace('{kind}', kind)}
        >+ ${kind}</a
      >
    </li>`;
  }
}

customElements.define('desk-kinds', Kinds);
