import { css } from '../shared/campaign-element.ts';

export const styles = css`
  :host(:not([hidden])) {
    display: grid;
    gap: 2.5em;
  }
  figure {
    display: grid;
    gap: 0.9em;
    max-inline-size: 40em;
    padding-inline-start: 1.25em;
    border-inline-start: 4px solid var(--uwh-gold, #f0b44c);
  }
  [part='quote'] {
    font-family: var(--uwh-heading-font, inherit);
    font-size: clamp(1.1em, 1em + 1vw, 1.4em);
    line-height: 1.4;
    text-wrap: pretty;
    white-space: pre-line;
  }
  [part='note'] {
    font-size: 0.875em;
  }
`;
