import { css } from '../shared/campaign-element.ts';

export const styles = css`
  :host {
    container-type: inline-size;
  }
  ul {
    display: grid;
    gap: 2.25em 2.5em;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 15em), 1fr));
    padding: 0;
    list-style: none;
  }
  li > div {
    container-type: inline-size;
  }
  [part='number'] {
    font-family: var(--uwh-heading-font, inherit);
    font-size: min(2.5em, 13cqi);
    font-variant-numeric: tabular-nums;
    font-weight: 600;
    line-height: 1.15;
  }
  svg {
    margin-block: 0.5em;
    max-inline-size: 20em;
    stroke-width: 7;
  }
  .on,
  .on path {
    stroke: var(--action);
  }
  .bar {
    max-inline-size: none;
    block-size: 1.1em;
    stroke-width: 1;
    stroke-linecap: butt;
  }
  .pair {
    display: grid;
    gap: 1.5em 2.5em;
  }
  .pair > :nth-child(2) .on,
  .pair > :nth-child(2) .on path {
    stroke: var(--uwh-sage, #5f8f82);
  }
  @container (min-width: 34em) {
    .pair {
      grid-column: span 2;
      grid-template-columns: 1fr 1fr;
    }
    .pair:has(.bar) {
      grid-template-columns: none;
    }
  }
  [part='note'],
  [part='source'] {
    margin-block-start: 0.4em;
    font-size: 0.875em;
  }
`;
