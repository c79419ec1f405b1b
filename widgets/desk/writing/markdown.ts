import { html, type TemplateResult } from 'lit';
import { formWords } from './field-words.ts';
import { renderText, type Field } from './field.ts';

let isAsked = false;

/** A text in Markdown, with buttons for what most texts need. */
export function renderMarkdown(field: Field, text: string): TemplateResult {
  // The buttons come when somebody has such a field, and the field is good without them.
  if (!isAsked) {
    isAsked = true;
    import('@github/markdown-toolbar-element').catch(() => (isAsked = false));
  }
  const words = formWords[field.lang];
  return html`<markdown-toolbar for=${field.pointer} aria-label=${words.format}>
      <md-header level="2" role="button">${words.header}</md-header>
      <md-bold role="button">${words.bold}</md-bold>
      <md-unordered-list role="button">${words.list}</md-unordered-list>
      <md-link role="button">${words.link}</md-link>
      <md-italic role="button">${words.italic}</md-italic>
      <md-ordered-list role="button">${words.ordered}</md-ordered-list>
      <md-quote role="button">${words.quote}</md-quote>
    </markdown-toolbar>
    ${renderText(field, text, 9)}`;
}
