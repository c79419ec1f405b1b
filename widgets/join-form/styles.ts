import { css } from '../shared/campaign-element.ts';

export const styles = css`
  .answers {
    display: contents;
  }
  iframe {
    inline-size: 100%;
    min-block-size: 20em;
    border: 0;
  }
  fieldset {
    padding: 0;
    border: 0;
  }
  legend {
    margin-block-end: 0.5em;
    padding: 0;
  }
  small {
    font-size: 0.875em;
  }
  small,
  [part~='notice'] {
    font-weight: 400;
  }
  [part~='notice']:not(:empty) {
    margin-block: 0.5em;
  }
  summary {
    padding-block: 0.6em;
    font-weight: 600;
    cursor: pointer;
  }
  details .fields {
    padding-block: 0.5em;
  }
  .check {
    display: flex;
    gap: 0.7em;
    align-items: start;
    padding-block: 0.5em;
    font-weight: 400;
    cursor: pointer;
  }
  [type='checkbox'] {
    flex: none;
    inline-size: 1.5em;
    min-block-size: 1.5em;
    accent-color: var(--action);
  }
  option {
    background: Canvas;
    color: CanvasText;
  }
  .text {
    white-space: pre-line;
  }
  .text,
  .links {
    font-size: 0.9375em;
  }
  .links {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.5em;
    padding-inline-start: 2.35em;
  }
  .links a {
    padding-block: 0.2em;
  }
  [part='thanks'] {
    display: grid;
    gap: 0.75em;
    max-inline-size: 40em;
  }
  [part='code'] {
    font: 600 1.2em monospace;
    user-select: all;
  }
  @media (prefers-reduced-motion: no-preference) {
    [part='thanks'] path:nth-child(2) {
      animation: arrive 0.19s ease-out;
    }
  }
  @keyframes arrive {
    from {
      stroke-dashoffset: 1;
    }
  }
`;
