import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { call, ProblemError } from '../api.ts';
import type { Lang, WordsIn } from '../words.ts';

const words = {
  en: {
    title: 'The page as readers will see it',
    phone: 'Phone',
    desktop: 'Computer',
    width: 'Width',
    wait: 'It shows here once everything is saved.',
    failed: 'The preview could not be made. Save again, or try later.',
    open: 'Open it alone',
  },
  es: {
    title: 'La página como la verán los lectores',
    phone: 'Teléfono',
    desktop: 'Computadora',
    width: 'Ancho',
    wait: 'Se muestra aquí cuando todo esté guardado.',
    failed: 'No se pudo hacer la vista previa. Guarda otra vez, o intenta más tarde.',
    open: 'Abrirla sola',
  },
} satisfies WordsIn<Record<string, string>>;

const widths = { phone: 390, desktop: 1280 } as const;
const leastPauseMs = 1500;

/** The real page with what is saved, drafts too, as wide as on a phone or a computer. */
class Preview extends LitElement {
  static override properties = {
    lang: { attribute: false },
    chapter: { attribute: false },
    path: { attribute: false },
    revision: { attribute: false },
    width: { state: true },
    address: { state: true },
    isWrong: { state: true },
  };
  declare lang: Lang;
  declare chapter: string;
  /** The page's address. */
  declare path: string;
  /** What is saved: another one is another preview. Null while nothing is. */
  declare revision: number | null;
  declare width: keyof typeof widths;
  declare address: string | null;
  declare isWrong: boolean;
  #made: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #resize = new ResizeObserver(() => this.#scale());

  constructor() {
    super();
    this.width = 'phone';
    this.address = null;
    this.isWrong = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#resize.disconnect();
  }

  protected override willUpdate(): void {
    const wanted = this.revision === null ? null : `${this.path} ${this.revision}`;
    if (wanted === null || wanted === this.#made) return;
    const isFirst = this.#made === null;
    this.#made = wanted;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#make(), isFirst ? 0 : leastPauseMs);
  }

  async #make(): Promise<void> {
    try {
      const path = `/v1/manage/chapters/${this.chapter}/previews`;
      const { data } = await call<{ token: string }>('POST', path, { body: {} });
      this.address = `${this.path}?preview=${encodeURIComponent(data.token)}`;
      this.isWrong = false;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      this.isWrong = true;
    }
  }

  protected override updated(): void {
    const frame = this.querySelector('.sheet-of-page');
    if (frame !== null) this.#resize.observe(frame);
    this.#scale();
  }

  /** The page is as wide as it says, and as large as there is room. */
  #scale(): void {
    const sheet = this.querySelector<HTMLElement>('.sheet-of-page');
    const frame = sheet?.querySelector('iframe');
    if (!sheet || !frame) return;
    const scale = Math.min(1, sheet.clientWidth / widths[this.width]);
    frame.width = String(widths[this.width]);
    frame.style.transform = `scale(${scale})`;
    frame.style.height = `${sheet.clientHeight / scale}px`;
  }

  protected override render(): TemplateResult {
    const say = words[this.lang];
    return html`<fieldset class="widths">
        <legend class="hidden">${say.width}</legend>
        ${(['phone', 'desktop'] as const).map(
          (each) =>
            html`<label>
              <input
                type="radio"
                name="preview-width"
                .checked=${each === this.width}
                @change=${() => (this.width = each)}
              />
              ${say[each]}
            </label>`,
        )}
        ${this.address === null ? nothing : html`<a href=${this.address} target="_blank" rel="noopener">${say.open}</a>`}
      </fieldset>
      <div role="alert">${this.isWrong ? html`<p class="wrong">${say.failed}</p>` : nothing}</div>
      ${
        this.address === null
          ? html`<p class="note">${say.wait}</p>`
          : html`<div class="sheet-of-page ${this.width}">
              <iframe title=${say.title} src=${this.address}></iframe>
            </div>`
      }`;
  }
}

customElements.define('desk-page-preview', Preview);
