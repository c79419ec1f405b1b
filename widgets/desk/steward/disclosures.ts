import { html, nothing, type TemplateResult } from 'lit';
import type { EntryHead } from '../../../schema/wire/authored.ts';
import { call, listAll } from '../api.ts';
import { nameOf } from '../screen.ts';
import { may } from '../session.ts';
import type { WordsIn } from '../words.ts';
import { languageName, loadCampaign } from '../writing/campaign.ts';
import { StewardScreen } from './steward-screen.ts';
import { renderTop } from './tasks.ts';

const words = {
  en: {
    title: 'Consent texts',
    lead: 'The exact words to which people agree, and whether a lawyer approved them in each language. Where they did not, the checkbox stays away from the form.',
    none: 'Nobody wrote a consent text yet, so no form asks for text messages. Write one where texts are written, and have a lawyer review it.',
    write: 'Write one',
    version: '{channel}, version {version}',
    sms: 'Text messages',
    email: 'E-mail',
    phone: 'Calls',
    approved: 'approved by {by}, {on}',
    draft: 'not reviewed',
    missing: 'not written',
    unpublished: 'not published',
    see: 'Open',
    kept: 'Approved words never change: other words are a new version. To note an approval, open the text and enter who reviewed it, and when.',
  },
  es: {
    title: 'Textos de consentimiento',
    lead: 'Las palabras exactas que la gente acepta, y si una abogada o un abogado las aprobó en cada idioma. Donde no, la casilla no aparece en el formulario.',
    none: 'Nadie escribió todavía un texto de consentimiento, así que ningún formulario pide mensajes de texto. Escríbelo donde se escriben los textos y haz que se revise.',
    write: 'Escribir uno',
    version: '{channel}, versión {version}',
    sms: 'Mensajes de texto',
    email: 'Correo',
    phone: 'Llamadas',
    approved: 'aprobado por {by}, {on}',
    draft: 'sin revisar',
    missing: 'sin escribir',
    unpublished: 'sin publicar',
    see: 'Abrir',
    kept: 'Las palabras aprobadas no cambian: otras palabras son otra versión. Para anotar una aprobación, abre el texto y escribe quién lo revisó y cuándo.',
  },
} satisfies WordsIn<Record<string, string>>;

type Review = { status: 'draft' } | { status: 'approved'; by: string; on: string };

interface Disclosure extends EntryHead {
  source: {
    shared: { channel: 'sms' | 'email' | 'phone'; version: number };
    translations: Readonly<Record<string, { fields: { review?: Review } } | undefined>>;
  };
}

/** Which consent texts there are, and how far their legal review is. */
class Disclosures extends StewardScreen {
  static override properties = { ...StewardScreen.properties, found: { state: true }, locales: { state: true } };
  declare found: readonly Disclosure[] | null;
  declare locales: readonly string[];

  constructor() {
    super();
    this.found = null;
    this.locales = [];
  }

  protected override async load(): Promise<void> {
    const { session, chapters } = this.context;
    const readable = chapters.filter(({ slug }) => may(session, 'read', { chapter: slug, kind: 'disclosure' }));
    const [{ locales }, ...lists] = await Promise.all([
      loadCampaign(),
      ...readable.map(({ slug }) => listAll<EntryHead>(`/v1/manage/disclosures?chapter=${slug}`)),
    ]);
    this.locales = locales.map(({ tag }) => tag);
    const own = lists.flat().filter(({ mode }) => mode === 'own');
    this.found = await Promise.all(
      own.map(
        async ({ slug, chapter }) =>
          (await call<Disclosure>('GET', `/v1/manage/disclosures/${slug}?chapter=${chapter}`)).data,
      ),
    );
  }

  protected override render(): TemplateResult {
    const say = this.say(words);
    const { found } = this;
    return html`${renderTop(this.context.lang, say.title, say.lead)} ${this.renderProblem()}
    ${found?.length === 0 ? this.#renderNone() : nothing}
    ${this.context.chapters.map((chapter) => {
      const own = found?.filter((each) => each.chapter === chapter.slug) ?? [];
      if (own.length === 0) return nothing;
      return html`<section class="rest">
        <h2>${nameOf(chapter, this.context.lang)}</h2>
        <ul class="plain">
          ${own.map((each) => this.#renderDisclosure(each))}
        </ul>
      </section>`;
    })}
    ${found !== null && found.length > 0 ? html`<p class="note">${say.kept}</p>` : nothing}`;
  }

  #renderNone(): TemplateResult {
    const say = this.say(words);
    const { session, chapters } = this.context;
    const place = chapters.find(({ slug }) => may(session, 'create', { chapter: slug, kind: 'disclosure' }));
    return html`<p>${say.none}</p>
      ${
        place === undefined
          ? nothing
          : html`<p><a href="/desk/chapters/${place.slug}/new/disclosures">${say.write}</a></p>`
      }`;
  }

  #renderDisclosure({ chapter, slug, publishedRevision, source }: Disclosure): TemplateResult {
    const say = this.say(words);
    const { channel, version } = source.shared;
    const title = say.version.replace('{channel}', say[channel]).replace('{version}', String(version));
    return html`<li class="row">
      <div>
        <h3>${title}</h3>
        ${publishedRevision === null ? html`<p class="tag">${say.unpublished}</p>` : nothing}
        <dl class="reviews">
          ${this.locales.map((tag) => this.#renderReview(tag, source.translations[tag]?.fields.review))}
        </dl>
      </div>
      <a class="link" href="/desk/chapters/${chapter}/entries/disclosures/${slug}" aria-label="${say.see}: ${title}"
        >${say.see}</a
      >
    </li>`;
  }

  #renderReview(tag: string, review: Review | undefined): TemplateResult {
    const say = this.say(words);
    const state =
      review?.status === 'approved'
        ? say.approved.replace('{by}', review.by).replace('{on}', this.day(`${review.on}T12:00`))
        : html`<span class="heed">${review === undefined ? say.missing : say.draft}</span>`;
    return html`<div>
      <dt>${languageName(tag, this.context.lang)}</dt>
      <dd>${state}</dd>
    </div>`;
  }
}

customElements.define('desk-disclosures', Disclosures);
