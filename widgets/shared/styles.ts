import { css } from './campaign-element.ts';

/**
 * Font, text color and ground are the host's. Whatever must stand out against an unknown ground is mixed from the
 * text color; lengths are in em, since hosts scale rem.
 */
export const base = css`
  :host {
    --action: var(--uwh-action, light-dark(#b8432a, #ee8062));
    --on-action: var(--uwh-on-action, light-dark(#fff, #1b2522));
    line-height: 1.5;
  }
  :host(:not([hidden])) {
    display: block;
  }
  * {
    box-sizing: border-box;
    margin: 0;
  }
  a {
    color: inherit;
  }
  :focus-visible {
    outline: 2px solid #fff;
    box-shadow: 0 0 0 4px #1b2522;
  }
  [tabindex='-1'] {
    outline: 0;
    box-shadow: none;
  }
  [part='heading'] {
    font-family: var(--uwh-heading-font, inherit);
    line-height: 1.2;
    text-wrap: balance;
  }
  button {
    min-block-size: 3em;
    padding: 0.6em 1.5em;
    border: 1px solid transparent;
    border-radius: var(--uwh-radius, 0.25em);
    background: var(--action);
    color: var(--on-action);
    font: inherit;
    font-weight: 700;
    cursor: pointer;
  }
  @media (forced-colors: active) {
    button {
      color: ButtonText;
    }
  }
  svg {
    display: block;
    inline-size: 100%;
    fill: none;
    stroke: currentColor;
    stroke-width: 5;
    stroke-linecap: round;
  }
  [dir='rtl'] svg {
    transform: scaleX(-1);
  }
  g:first-child {
    opacity: 0.2;
  }
  path:nth-child(2) {
    stroke: var(--action);
  }
  path:nth-child(3) {
    stroke: var(--uwh-gold, #f0b44c);
  }
  path:nth-child(4) {
    stroke: var(--uwh-sage, #5f8f82);
  }
`;

/** Forms: fields in one column, or two from 30 em on. */
export const formStyles = css`
  form,
  .fields {
    display: grid;
    gap: 1.1em;
  }
  form {
    max-inline-size: 40em;
  }
  .fields {
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 14em), 1fr));
    align-items: start;
  }
  label {
    display: block;
    margin-block-end: 0.3em;
  }
  label,
  [role='status'] {
    font-weight: 600;
  }
  input,
  select {
    inline-size: 100%;
    min-block-size: 2.75em;
    padding: 0.4em 0.7em;
    border: 1px solid var(--uwh-field-line, color-mix(in srgb, currentColor 62%, transparent));
    border-radius: var(--uwh-radius, 0.25em);
    background: var(--uwh-field, transparent);
    color: inherit;
    font: inherit;
    font-size: max(1em, 16px);
    unicode-bidi: plaintext;
  }
  [aria-invalid='true'] {
    border: 2px solid var(--action);
  }
  [part='summary'],
  [part~='note'],
  [part='error'] {
    padding-inline-start: 0.8em;
    border-inline-start: 3px solid var(--action);
  }
  [part~='note'] {
    border-color: var(--uwh-gold, #f0b44c);
    font-size: 0.875em;
  }
  [part='error'] {
    margin-block-start: 0.4em;
    font-weight: 600;
  }
  p:empty:not([role]) {
    display: none;
  }
  p:empty {
    position: absolute;
  }
  ul {
    padding-inline-start: 1.2em;
  }
`;
