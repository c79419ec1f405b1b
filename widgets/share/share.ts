import { html } from 'lit/html.js';
import { CampaignElement } from '../shared/campaign-element.ts';
import { directionOf } from '../shared/locale.ts';
import * as strings from '../shared/strings.ts';
import { base } from '../shared/styles.ts';
import { styles } from './styles.ts';

/**
 * Passes an address on: by what the device shares with, and where it has no such thing by plain links. It asks nobody
 * for anything, and says of the visitor nothing at all: neither the words nor the address tell that they joined.
 *
 * @tagname uwh-share
 * @attr {string} url - The address. Default: the canonical address of the page, without query and fragment.
 * @attr {string} text - The words that go with it. Default: the name of the campaign.
 * @attr {string} locale - BCP 47. Default: the language of the page at this place, then the browser's.
 * @fires uwh-ready - It shows what it is for. Bubbles, composed, without any detail.
 * @csspart button - The button that shares, or copies.
 * @csspart link - A way to pass it on.
 * @csspart status - That it is copied.
 * @cssprop --uwh-action - Ground of the button.
 * @cssprop --uwh-on-action - Text of the button.
 * @cssprop --uwh-radius - Corners of the button.
 */
export class Share extends CampaignElement {
  static override observedAttributes = ['locale', 'url', 'text'];
  static override styles = [base, styles];

  declare url: string | null;
  declare text: string | null;
  #isCopied = false;

  protected override async read(): Promise<void> {}

  get #shared() {
    const page = document.querySelector<HTMLLinkElement>('link[rel=canonical]')?.href ?? location.href;
    const { origin, pathname } = new URL(page);
    return { text: this.text || 'United We Heal', url: this.url || origin + pathname };
  }

  // Someone who thinks better of it has done nothing wrong.
  #share = () => navigator.share(this.#shared).catch(() => {});

  #copy = async () => {
    await navigator.clipboard.writeText(this.#shared.url).catch(() => {});
    this.#isCopied = true;
    this.requestUpdate();
  };

  protected override render() {
    const { text, url } = this.#shared;
    const words = strings.share[this.tag];
    const [title, address] = [text, url].map(encodeURIComponent);
    const links = {
      'E-mail': `mailto:?subject=${title}&body=${address}`,
      SMS: `sms:?&body=${title}%20${address}`,
      WhatsApp: `https://wa.me/?text=${title}%20${address}`,
      Facebook: `https://www.facebook.com/sharer/sharer.php?u=${address}`,
    };
    const canShare = 'share' in navigator;
    return html`<div lang=${this.tag} dir=${directionOf(this.tag)}>
      <button part="button" type="button" @click=${canShare ? this.#share : this.#copy}>
        ${canShare ? words.share : words.copy}
      </button>
      ${
        canShare
          ? ''
          : Object.entries(links).map(
              ([name, link]) => html`<a part="link" href=${link} target="_blank" rel="noreferrer">${name}</a>`,
            )
      }
      <span part="status" role="status">${this.#isCopied ? words.copied : ''}</span>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'uwh-share': Share;
  }
}
