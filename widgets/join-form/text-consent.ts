import { html, nothing } from 'lit/html.js';
import type { Item } from '../../schema/kinds/index.ts';
import type { Strings } from '../shared/strings.ts';

/** The consent to text messages: the published words exactly, unticked, and never needed for joining. */
export function textConsent(
  { text, links, locale, review }: Item<'disclosure'>,
  words: Strings['join'],
  origin: string,
  message: string | undefined,
) {
  return html`<div part="field" lang=${locale}>
    ${review.status === 'draft' ? html`<p part="note notice">${words.draft}</p>` : nothing}
    <label class="check">
      <input
        type="checkbox"
        id="sms"
        name="sms"
        aria-invalid=${message !== undefined}
        aria-describedby="sms-error"
      /><span class="text">${text}</span></label
    >
    <p class="links">
      <a href="${origin}/${locale}/terms" target="_blank" rel="noopener">${links.terms}</a>
      <a href="${origin}/${locale}/privacy" target="_blank" rel="noopener">${links.privacy}</a>
    </p>
    <p part="error" id="sms-error">${message}</p>
  </div>`;
}
