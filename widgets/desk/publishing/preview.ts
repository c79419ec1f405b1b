import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { LocaleInfo } from '../../../schema/wire/locale.ts';
import type { ManagedChapter } from '../../../schema/wire/managed-chapter.ts';
import { call } from '../api.ts';
import { LoadedScreen } from '../loaded-screen.ts';
import { may } from '../session.ts';
import type { WordsIn } from '../words.ts';

const words = {
  en: {
    title: 'Preview',
    about:
      'The chapter’s own pages, with everything that is written, drafts too. Follow the links as a visitor would. Nothing can be sent from here.',
    mayNot: 'A preview shows all of a chapter. Someone with the right to publish all of it can make one.',
    width: 'As seen on',
    phone: 'a phone',
    wide: 'a computer',
    language: 'In',
    again: 'Show the newest',
    shown: 'The newest is shown.',
    frame: 'The chapter’s pages as a visitor will see them',
    left: 'That link leads out of this chapter, and so out of the preview.',
    back: 'Back to the chapter’s first page',
    publish: 'To publishing',
  },
  es: {
    title: 'Vista previa',
    about:
      'Las páginas mismas del capítulo, con todo lo escrito, también los borradores. Sigue los enlaces como una visita. Desde aquí no se puede enviar nada.',
    mayNot: 'Una vista previa muestra todo un capítulo. La hace alguien con derecho a publicarlo todo.',
    width: 'Como se ve en',
    phone: 'un teléfono',
    wide: 'una computadora',
    language: 'En',
    again: 'Mostrar lo más nuevo',
    shown: 'Se muestra lo más nuevo.',
    frame: 'Las páginas del capítulo tal como las verá una visita',
    left: 'Ese enlace sale de este capítulo, y con ello de la vista previa.',
    back: 'Volver a la primera página del capítulo',
    publish: 'A publicar',
  },
} satisfies WordsIn<Record<string, string>>;

/** How wide the page in the frame is, in pixels. */
const widths = { phone: 390, wide: 1280 };

/** The whole chapter as a visitor will see it: its real pages, in a frame. */
class Preview extends LoadedScreen {
  static override properties = {
    ...LoadedScreen.properties,
    chapter: { state: true },
    locales: { state: true },
    token: { state: true },
    locale: { state: true },
    width: { state: true },
    path: { state: true },
    hasLeft: { state: true },
  };
  declare chapter: ManagedChapter | null;
  declare locales: readonly LocaleInfo[];
  declare token: string | null;
  declare locale: string;
  declare width: keyof typeof widths;
  /** Of the page in the frame, after its locale; empty for the first page. */
  declare path: string;
  /** Whether a link led to where nothing may be framed. */
  declare hasLeft: boolean;
  #sizes: ResizeObserver | undefined;

  constructor() {
    super();
    this.chapter = null;
    this.locales = [];
    this.token = null;
    this.locale = 'en';
    this.width = matchMedia('(min-width: 60rem)').matches ? 'wide' : 'phone';
    this.path = '';
    this.hasLeft = false;
  }

  protected override async load(): Promise<void> {
    const slug = this.params['chapter']!;
    const [chapter, locales] = await Promise.all([
      call<ManagedChapter>('GET', `/v1/manage/chapters/${slug}`),
      call<readonly LocaleInfo[]>('GET', '/v1/locales'),
    ]);
    this.chapter = chapter.data;
    this.locales = locales.data;
    this.locale = (locales.data.find(({ tag }) => tag === this.context.lang) ?? locales.data[0]!).tag;
    this.path = this.#first;
    this.token = null;
    if (this.#isAllowed) await this.#make();
  }

  async #make(): Promise<void> {
    const slug = this.params['chapter']!;
    const { data } = await call<{ token: string }>('POST', `/v1/manage/chapters/${slug}/previews`, { body: {} });
    this.token = data.token;
    this.hasLeft = false;
  }

  get #isAllowed(): boolean {
    return may(this.context.session, 'publish', { chapter: this.params['chapter']! });
  }

  /** Path of the chapter's first page, after the locale. */
  get #first(): string {
    const { slug, inherits } = this.chapter!;
    return inherits === null ? '/' : `/chapters/${slug}`;
  }

  protected override render(): TemplateResult {
    const said = this.say(words);
    return html`<h1>${said.title}</h1>
      ${this.renderProblem()}
      <p>${this.#isAllowed ? said.about : said.mayNot}</p>
      ${this.token === null ? nothing : this.#renderPreview(this.token)}`;
  }

  #renderPreview(token: string): TemplateResult {
    const said = this.say(words);
    return html`<div class="choices">
        ${this.#renderChoice(
          said.width,
          'width',
          (['phone', 'wide'] as const).map((value) => [value, said[value]]),
          this.width,
          (value) => (this.width = value as keyof typeof widths),
        )}
        ${this.#renderChoice(
          said.language,
          'locale',
          this.locales.map(({ tag, name }) => [tag, name]),
          this.locale,
          (value) => (this.locale = value),
        )}
        <button class="link" ?disabled=${this.isBusy} @click=${() => void this.#again()}>${said.again}</button>
        <a href="/desk/chapters/${this.params['chapter']}/publish">${said.publish}</a>
      </div>
      <div role="status">
        ${
          this.hasLeft
            ? html`<p class="wrong">${said.left}</p>
                <button class="link" @click=${() => void this.#goBack()}>${said.back}</button>`
            : html`<p class="note address">/${this.locale}${this.path}</p>`
        }
      </div>
      <div class="device ${this.width}" ?hidden=${this.hasLeft}>
        <iframe
          title=${said.frame}
          src="/${this.locale}${this.path}?preview=${encodeURIComponent(token)}"
          sandbox="allow-same-origin"
          @load=${this.#follow}
        ></iframe>
      </div>`;
  }

  #renderChoice(
    legend: string,
    name: string,
    options: readonly (readonly [string, string])[],
    chosen: string,
    choose: (value: string) => void,
  ): TemplateResult {
    return html`<fieldset>
      <legend>${legend}</legend>
      ${options.map(
        ([value, label]) =>
          html`<label lang=${name === 'locale' ? value : nothing}>
            <input type="radio" name=${name} .checked=${value === chosen} @change=${() => choose(value)} />
            ${label}
          </label>`,
      )}
    </fieldset>`;
  }

  async #again(): Promise<void> {
    if (await this.attempt(() => this.#make())) this.context.announce(this.say(words).shown);
  }

  async #goBack(): Promise<void> {
    this.hasLeft = false;
    this.path = this.#first;
    await this.updateComplete;
    // The frame may have left from that very page, and its address then names it still.
    const frame = this.querySelector('iframe')!;
    frame.src = frame.getAttribute('src')!;
  }

  /** Where a visitor went in the frame: the other width and language show the same page. */
  readonly #follow = ({ target }: Event): void => {
    const place = placeOf(target as HTMLIFrameElement);
    if (place === null) {
      this.hasLeft = true;
      return;
    }
    const [, locale, path] = /^\/([^/]+)(.*)$/.exec(place.pathname)!;
    if (place.search === '' || locale === undefined) this.hasLeft = true;
    else [this.locale, this.path] = [locale, path!];
  };

  protected override updated(_changed: PropertyValues): void {
    const device = this.querySelector<HTMLElement>('.device');
    if (device === null) return;
    this.#sizes ??= new ResizeObserver(() => this.#fit());
    this.#sizes.observe(device);
    this.#fit();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes?.disconnect();
    this.#sizes = undefined;
  }

  /** A page that is wider than there is room is shown smaller. */
  #fit(): void {
    const device = this.querySelector<HTMLElement>('.device');
    const room = device?.clientWidth ?? 0;
    if (room > 0) device!.style.setProperty('--scale', String(Math.min(1, room / widths[this.width])));
  }
}

/** Where a frame is; null where it is not ours to know. */
function placeOf(frame: HTMLIFrameElement): Location | null {
  try {
    const { location } = frame.contentWindow!;
    return location.pathname.startsWith('/') ? location : null;
  } catch {
    return null;
  }
}

customElements.define('desk-preview', Preview);
