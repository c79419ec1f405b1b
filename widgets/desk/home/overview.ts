import { html, nothing, type TemplateResult } from 'lit';
import type { EntryHead } from '../../../schema/wire/authored.ts';
import { listAll } from '../api.ts';
import { isToured, noteToured } from '../help/toured.ts';
import { nameOf, Screen } from '../screen.ts';
import { may } from '../session.ts';
import { loadCampaign, type Campaign } from '../writing/campaign.ts';
import { listDrafts, type Draft, type Place } from '../writing/drafts.ts';
import { kindName, nameOfSlug } from '../writing/field-words.ts';
import { overviewWords as words } from './overview-words.ts';

/** What to do next in a chapter. */
class Overview extends Screen {
  static override properties = {
    ...Screen.properties,
    campaign: { state: true },
    heads: { state: true },
    isTouring: { state: true },
  };
  declare campaign: Campaign | null;
  declare heads: readonly EntryHead[] | null;
  declare isTouring: boolean;

  constructor() {
    super();
    this.campaign = null;
    this.heads = null;
    this.isTouring = !isToured();
    this.addEventListener('tour-over', () => {
      noteToured(true);
      this.isTouring = false;
      this.querySelector<HTMLElement>('h1')?.focus();
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.isTouring) void import('../help/tour.ts');
    void this.attempt(async () => {
      [this.campaign, this.heads] = await Promise.all([
        loadCampaign(),
        listAll<EntryHead>(`/v1/manage/entries?chapter=${this.params['chapter']}`),
      ]);
    });
  }

  protected override render(): TemplateResult {
    const say = this.say(words);
    const { lang, chapters, session } = this.context;
    const { chapter } = this.params as { chapter: string };
    const known = chapters.find(({ slug }) => slug === chapter);
    const base = `/desk/chapters/${chapter}`;
    return html`<h1>${known === undefined ? chapter : nameOf(known, lang)}</h1>
      ${this.isTouring ? html`<desk-tour .lang=${lang} .chapter=${chapter}></desk-tour>` : nothing}
      ${
        may(session, 'create', { chapter, kind: 'page' })
          ? html`<ul class="begin">
              <li><a class="button" href="${base}/new/pages">${say.page}</a></li>
              <li><a class="strong" href="${base}/new/articles">${say.news}</a></li>
              <li><a class="strong" href="${base}/testimonial-links">${say.testimonial}</a></li>
            </ul>`
          : nothing
      }
      ${this.renderProblem()}
      <section class="rest">
        <h2>${say.next}</h2>
        ${this.heads === null || this.campaign === null ? nothing : this.#renderNext(this.heads)}
      </section>`;
  }

  #renderNext(heads: readonly EntryHead[]): TemplateResult {
    const say = this.say(words);
    const { chapter } = this.params as { chapter: string };
    const groups = [
      this.#renderGroup(
        say.kept,
        listDrafts(chapter).map((each) => this.#renderDraft(each)),
      ),
      this.#renderGroup(
        say.unpublished,
        heads
          .filter(isUnpublished)
          .map((head) => this.#renderHead(head, head.status === 'draft' ? say.draft : say.ready)),
      ),
      this.#renderGroup(
        say.upstream,
        heads.filter(({ upstreamMoved }) => upstreamMoved).map((head) => this.#renderHead(head, say.moved)),
      ),
      this.#renderGroup(say.languages, this.#translationsOf(heads)),
    ].filter((group) => group !== null);
    if (groups.length > 0) return html`${groups}`;
    return html`<p class="note">${heads.length === 0 ? say.empty : say.allDone}</p>`;
  }

  #renderGroup(heading: string, rows: TemplateResult[]): TemplateResult | null {
    if (rows.length === 0) return null;
    return html`<h3>${heading}</h3>
      <ul class="plain">
        ${rows}
      </ul>`;
  }

  #renderDraft({ place, draft }: { place: Place; draft: Draft }): TemplateResult {
    const { chapter, plural, slug } = place;
    const form = this.campaign!.forms.find((each) => each.plural === plural);
    const title = Object.values(draft.mine.translations)[0]?.fields[form?.titleField ?? ''];
    const base = `/desk/chapters/${chapter}`;
    const path = slug.startsWith('~') ? `${base}/new/${plural}/${slug.slice(1)}` : `${base}/entries/${plural}/${slug}`;
    return html`<li class="row">
      <a class="strong" href=${path}>${typeof title === 'string' ? title : this.say(words).untitled}</a>
      <span class="caption">${form && kindName(form.name, this.context.lang)}</span>
    </li>`;
  }

  #renderHead(head: EntryHead, note: string): TemplateResult {
    return html`<li class="row">
      <a class="strong" href=${this.#pathOf(head)}>${head.title ?? nameOfSlug(head.slug)}</a>
      <span class="caption">${kindName(head.kind, this.context.lang)} · ${note}</span>
    </li>`;
  }

  #pathOf({ chapter, kind, slug, mode }: EntryHead): string {
    const { plural } = this.campaign!.forms.find(({ name }) => name === kind)!;
    const list = `/desk/chapters/${chapter}/entries/${plural}`;
    return mode === 'hide' ? list : `${list}/${slug}`;
  }

  #translationsOf(heads: readonly EntryHead[]): TemplateResult[] {
    const say = this.say(words);
    const states = heads
      .filter(({ mode }) => mode !== 'hide')
      .flatMap(({ translations }) => Object.values(translations));
    const count = (state: string) => states.filter((each) => each === state).length;
    const texts = [
      count('missing') > 0 && say.missing.replace('{count}', String(count('missing'))),
      count('stale') > 0 && say.stale.replace('{count}', String(count('stale'))),
    ].filter((text) => text !== false);
    if (texts.length === 0) return [];
    return [
      html`<li class="row">
        <a class="strong" href="/desk/chapters/${this.params['chapter']}/coverage">${texts.join(', ')}</a>
      </li>`,
    ];
  }
}

function isUnpublished({ status, revision, publishedRevision }: EntryHead): boolean {
  return publishedRevision !== (status === 'published' ? revision : null) || status === 'draft';
}

customElements.define('desk-overview', Overview);
