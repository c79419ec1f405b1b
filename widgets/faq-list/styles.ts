import { css } from '../shared/campaign-element.ts';

export const styles = css`
  :host {
    --line: var(--uwh-line, color-mix(in srgb, currentColor 22%, transparent));
  }
  details {
    border-block-end: 1px solid var(--line);
  }
  details:first-of-type {
    border-block-start: 1px solid var(--line);
  }
  summary {
    display: flex;
    gap: 1em;
    justify-content: space-between;
    padding-block: 0.75em;
    font-weight: 600;
    list-style: none;
    cursor: pointer;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary::after {
    content: '+' / '';
    color: var(--action);
  }
  [open] > summary::after {
    content: '–' / '';
  }
  [part='answer'] {
    display: grid;
    gap: 0.75em;
    max-inline-size: 40em;
    padding-block-end: 1.25em;
  }
  @media print {
    ::details-content {
      content-visibility: visible;
    }
  }
`;
