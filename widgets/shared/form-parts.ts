import { html, nothing } from 'lit/html.js';
import type { Strings } from './strings.ts';
import type { Problems, Submission } from './submission.ts';

/** Opens what hides a field and puts the focus there. */
function goTo(event: Event, name: string): void {
  event.preventDefault();
  const form = (event.target as HTMLElement).closest('form')!;
  const target =
    form.querySelector<HTMLElement>(`[id="${name}"]`) ?? form.querySelector<HTMLElement>('[aria-invalid=true]');
  const details = target?.closest('details');
  if (details) details.open = true;
  target?.focus();
}

/** What is wrong, at the top of a form, with a way to each field. */
export function errorSummary(title: string, problems: Problems) {
  const entries = Object.entries(problems);
  if (entries.length === 0) return nothing;
  return html`<div part="summary" role="group" aria-labelledby="summary" tabindex="-1">
    <strong id="summary">${title}</strong>
    <ul>
      ${entries.map(
        ([name, message]) =>
          html`<li><a href="#${name}" @click=${(event: Event) => goTo(event, name)}>${message}</a></li>`,
      )}
    </ul>
  </div>`;
}

/** Who reads it, the one button, and how sending goes. */
export function closing(
  { phase }: Submission,
  words: Strings['form'],
  label: unknown,
  chapter: string,
  send: (event: Event) => void,
) {
  const sending = phase === 'sending';
  return html`<p part="note">${words.sees.replace('{chapter}', chapter)}</p>
    <p role="alert" part="error">${phase === 'away' ? words.away : nothing}</p>
    <button part="button" aria-disabled=${sending} @click=${send}>${sending ? words.sending : label}</button>`;
}
