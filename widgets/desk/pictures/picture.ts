import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { ProblemError } from '../api.ts';
import type { Lang } from '../words.ts';
import { encodePicture, PictureError, readPicture } from './encode.ts';
import { areaOf, drag, shapes, whole, type Framing, type Shape } from './frame.ts';
import { upload, type Source } from './upload.ts';
import { words } from './words.ts';

/** One picture in several widths, as an entry has it. */
interface Picture {
  sources: Source[];
}

const sliders = ['zoom', 'x', 'y'] as const;
let made = 0;

/**
 * The field of a picture: choose or take a photo, frame it, and it is sent in several widths without what its file says
 * of place, time and camera. Fires `change` when `value` became another. What it shows is said in a field of its own.
 */
class DeskPicture extends LitElement {
  static override properties = {
    label: {},
    lang: {},
    chapter: {},
    value: { attribute: false },
    picture: { state: true },
    framing: { state: true },
    sent: { state: true },
    wrong: { state: true },
    isReady: { state: true },
  };
  declare label: string;
  declare lang: Lang;
  /** Whose picture it is to be: who sends it must be allowed to write there. */
  declare chapter: string;
  /** Null where there is none. */
  declare value: Picture | null;
  /** What is being framed. */
  declare picture: ImageBitmap | null;
  declare framing: Framing;
  /** How many of how many files are sent; null while none are. */
  declare sent: { done: number; all: number } | null;
  declare wrong: string | null;
  declare isReady: boolean;
  readonly #id = `picture-${(made += 1)}`;

  constructor() {
    super();
    this.label = '';
    this.lang = 'en';
    this.chapter = 'national';
    this.value = null;
    this.picture = null;
    this.framing = whole;
    this.sent = null;
    this.wrong = null;
    this.isReady = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (this.picture === null) return;
    this.#show(this.picture);
    if (changed.has('picture')) this.querySelector<HTMLElement>('input[type=radio]:checked')?.focus();
  }

  #show(picture: ImageBitmap): void {
    const canvas = this.querySelector('canvas')!;
    const { x, y, width, height } = areaOf(this.framing, picture);
    canvas.width = 640;
    canvas.height = Math.round((640 * height) / width);
    canvas.getContext('2d')!.drawImage(picture, x, y, width, height, 0, 0, canvas.width, canvas.height);
  }

  protected override render(): TemplateResult {
    const say = words[this.lang];
    // Changes of its own inputs are none of the field.
    return html`<fieldset
      class="picture-field"
      aria-describedby="${this.#id}-hint"
      @change=${(event: Event) => event.stopPropagation()}
    >
      <legend>${this.label}</legend>
      <p class="hint" id="${this.#id}-hint">${say.hint}</p>
      ${this.picture === null ? this.#renderChoice() : this.#renderFrame()}
      <div role="alert">${this.wrong === null ? nothing : html`<p class="wrong">${this.wrong}</p>`}</div>
      <p role="status">${this.#status()}</p>
    </fieldset>`;
  }

  #status(): string {
    const say = words[this.lang];
    if (this.sent === null) return this.isReady ? say.ready : '';
    return say.uploading.replace('{done}', String(this.sent.done)).replace('{all}', String(this.sent.all));
  }

  #renderChoice(): TemplateResult {
    const say = words[this.lang];
    const shown = this.value?.sources.toSorted((a, b) => a.width - b.width)[0];
    return html`${
        shown === undefined
          ? nothing
          : html`<img
              class="chosen"
              src="/images/${shown.digest}.${shown.type.slice(6)}"
              width=${shown.width}
              height=${shown.height}
              alt=${say.alt}
            />`
      }
      <p class="acts">
        <label class="button quiet">
          ${shown === undefined ? say.choose : say.change}
          <input class="hidden" type="file" accept="image/*" @change=${this.#choose} />
        </label>
        ${
          shown === undefined
            ? nothing
            : html`<button type="button" class="link" @click=${() => this.#take(null)}>${say.remove}</button>`
        }
      </p>`;
  }

  #renderFrame(): TemplateResult {
    const say = words[this.lang];
    const isBusy = this.sent !== null;
    return html`<p class="hint">${say.frameHint}</p>
      <canvas role="img" aria-label=${say.frame} @pointerdown=${this.#grab} @pointermove=${this.#drag}></canvas>
      <fieldset class="shapes">
        <legend>${say.shape}</legend>
        ${(Object.keys(shapes) as Shape[]).map(
          (shape) =>
            html`<label class="check">
              <input
                type="radio"
                name="${this.#id}-shape"
                .checked=${this.framing.shape === shape}
                @change=${() => (this.framing = { ...this.framing, shape })}
              />
              ${say[shape]}
            </label>`,
        )}
      </fieldset>
      ${sliders.map((name) => this.#renderSlider(name))}
      <p class="acts">
        <button type="button" class="button" aria-disabled=${isBusy ? 'true' : 'false'} @click=${this.#use}>
          ${say.use}
        </button>
        <button type="button" class="link" @click=${() => (this.picture = null)}>${say.cancel}</button>
      </p>`;
  }

  #renderSlider(name: (typeof sliders)[number]): TemplateResult {
    const [min, max] = name === 'zoom' ? [1, 4] : [0, 1];
    return html`<label class="slider">
      ${words[this.lang][name]}
      <input
        type="range"
        min=${min}
        max=${max}
        step="0.01"
        .value=${String(this.framing[name])}
        @input=${({ target }: Event) =>
          (this.framing = { ...this.framing, [name]: Number((target as HTMLInputElement).value) })}
      />
    </label>`;
  }

  readonly #choose = async ({ target }: Event): Promise<void> => {
    const input = target as HTMLInputElement;
    const file = input.files?.[0];
    input.value = '';
    if (!file) return;
    this.isReady = false;
    await this.#attempt(async () => {
      const picture = await readPicture(file);
      this.framing = whole;
      this.picture = picture;
    });
  };

  readonly #grab = (event: PointerEvent): void => {
    (event.target as Element).setPointerCapture(event.pointerId);
  };

  readonly #drag = (event: PointerEvent): void => {
    const canvas = event.target as HTMLCanvasElement;
    if (!canvas.hasPointerCapture(event.pointerId)) return;
    const by = { x: event.movementX / canvas.clientWidth, y: event.movementY / canvas.clientHeight };
    this.framing = drag(this.framing, this.picture!, by);
  };

  readonly #use = async (): Promise<void> => {
    const { picture } = this;
    if (picture === null || this.sent !== null) return;
    await this.#attempt(async () => {
      const files = await encodePicture(picture, areaOf(this.framing, picture));
      const sources: Source[] = [];
      for (const file of files) {
        this.sent = { done: sources.length, all: files.length };
        sources.push(await upload(this.chapter, file));
      }
      picture.close();
      this.#take({ sources });
      this.isReady = true;
      await this.updateComplete;
      this.querySelector<HTMLElement>('input[type=file]')?.focus();
    });
    this.sent = null;
  };

  #take(value: Picture | null): void {
    this.picture = null;
    this.isReady = false;
    this.value = value;
    this.dispatchEvent(new Event('change', { bubbles: true }));
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    this.wrong = null;
    try {
      await work();
    } catch (error) {
      this.wrong = this.#explain(error);
    }
  }

  #explain(error: unknown): string {
    const say = words[this.lang];
    if (error instanceof PictureError) return say[error.code];
    if (!(error instanceof ProblemError)) throw error;
    const { code, detail, title } = error.problem;
    return code === 'unreachable' ? say.unreachable : say.refused.replace('{detail}', detail ?? title);
  }
}

customElements.define('desk-picture', DeskPicture);
