import { html, LitElement, type TemplateResult } from 'lit';
import type { Lang, WordsIn } from '../words.ts';

const words = {
  en: { title: 'Come in' },
  es: { title: 'Entra' },
} satisfies WordsIn<Record<string, string>>;

/** Where an invitation is taken up, or someone who has a passkey signs in. Tells `entered` with the session. */
class Enter extends LitElement {
  static override properties = { lang: { attribute: false } };
  declare lang: Lang;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    return html`<h1>${words[this.lang].title}</h1>`;
  }
}

customElements.define('desk-enter', Enter);
