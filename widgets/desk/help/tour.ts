import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Lang, WordsIn } from '../words.ts';

interface Step {
  title: string;
  text: string;
  /** Where it can be seen, under the chapter. */
  path?: string;
}

const steps: WordsIn<readonly Step[]> = {
  en: [
    {
      title: 'This is where your chapter speaks',
      text: 'You write, you look at it as readers will, and you publish. Nothing is public before that.',
    },
    {
      title: 'Write',
      text: 'A page, news, a question with its answer: choose what it is, and fill in the form. It saves itself.',
      path: '/entries',
    },
    {
      title: 'The national words',
      text: 'Your chapter shows what the national campaign says. Under “Write” you can say any of it in your own words, or hide it.',
      path: '/entries/faqs',
    },
    {
      title: 'Languages',
      text: 'Here you see which words are missing in a language, or out of date, and translate them side by side.',
      path: '/coverage',
    },
    {
      title: 'Publish, and undo',
      text: 'Before you publish you see what will change. Afterwards you can go back to what was there.',
    },
  ],
  es: [
    {
      title: 'Aquí habla tu capítulo',
      text: 'Escribes, lo miras como lo verán los lectores, y publicas. Nada es público antes.',
    },
    {
      title: 'Escribir',
      text: 'Una página, una noticia, una pregunta con su respuesta: elige qué es y llena el formulario. Se guarda solo.',
      path: '/entries',
    },
    {
      title: 'Las palabras nacionales',
      text: 'Tu capítulo muestra lo que dice la campaña nacional. En «Escribir» puedes decirlo con tus palabras, u ocultarlo.',
      path: '/entries/faqs',
    },
    {
      title: 'Idiomas',
      text: 'Aquí ves qué palabras faltan en un idioma o están desfasadas, y las traduces lado a lado.',
      path: '/coverage',
    },
    {
      title: 'Publicar, y deshacer',
      text: 'Antes de publicar ves qué va a cambiar. Después puedes volver a lo que había.',
    },
  ],
};

const words = {
  en: {
    name: 'Tour',
    of: '{step} of {all}',
    next: 'Next',
    back: 'Back',
    skip: 'Skip the tour',
    end: 'Begin',
    show: 'Look there',
  },
  es: {
    name: 'Recorrido',
    of: '{step} de {all}',
    next: 'Siguiente',
    back: 'Atrás',
    skip: 'Saltar el recorrido',
    end: 'Empezar',
    show: 'Míralo allí',
  },
} satisfies WordsIn<Record<string, string>>;

/** What the desk is, in five steps, in the page like everything else: nobody has to follow it. Tells `tour-over`. */
class Tour extends LitElement {
  // `lang` comes as the attribute that every element has: this one is defined after it is in the page.
  static override properties = { lang: {}, chapter: { attribute: false }, step: { state: true } };
  declare lang: Lang;
  declare chapter: string;
  declare step: number;

  constructor() {
    super();
    this.step = 0;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  #move(by: number): void {
    this.step += by;
    void this.updateComplete.then(() => this.querySelector('h2')?.focus());
  }

  #end(): void {
    this.dispatchEvent(new Event('tour-over', { bubbles: true }));
  }

  protected override render(): TemplateResult {
    const say = words[this.lang];
    const all = steps[this.lang];
    const { title, text, path } = all[this.step]!;
    const isLast = this.step === all.length - 1;
    return html`<section class="tour" aria-label=${say.name}>
      <p class="caption">
        ${say.name}: ${say.of.replace('{step}', String(this.step + 1)).replace('{all}', String(all.length))}
      </p>
      <h2 tabindex="-1">${title}</h2>
      <p>${text}</p>
      ${path === undefined ? nothing : html`<p><a href="/desk/chapters/${this.chapter}${path}">${say.show}</a></p>`}
      <p class="buttons">
        ${
          isLast
            ? html`<button class="second" @click=${() => this.#end()}>${say.end}</button>`
            : html`<button class="second" @click=${() => this.#move(1)}>${say.next}</button>`
        }
        ${this.step === 0 ? nothing : html`<button class="link" @click=${() => this.#move(-1)}>${say.back}</button>`}
        ${isLast ? nothing : html`<button class="link" @click=${() => this.#end()}>${say.skip}</button>`}
      </p>
    </section>`;
  }
}

customElements.define('desk-tour', Tour);
