import { css } from '../shared/campaign-element.ts';

export const styles = css`
  :host {
    container-type: inline-size;
  }
  article,
  section,
  [part='text'] {
    display: grid;
    gap: 1.25em;
  }
  article {
    gap: 3.5em;
  }
  [hidden] {
    display: none;
  }
  header {
    display: grid;
    gap: 1em;
    align-items: center;
  }
  header p,
  [part='text'] {
    max-inline-size: 40em;
  }
  h2 {
    font-family: var(--uwh-heading-font, inherit);
    line-height: 1.15;
    text-wrap: balance;
  }
  header h2 {
    font-size: 2em;
  }
  .words h2 {
    font-size: 1.5em;
  }
  .words {
    display: grid;
    gap: 0.75em 2em;
    align-content: start;
  }
  [part~='join'] {
    padding: 1.5em;
    border: 1px solid;
    border-radius: var(--uwh-radius, 0.25em);
  }
  section {
    padding-block-start: 1.5em;
    border-block-start: 1px solid var(--uwh-line, color-mix(in srgb, currentColor 22%, transparent));
  }
  @container (min-width: 44em) {
    header {
      grid-template-columns: 1fr 16em;
    }
    .words,
    [part~='join'] {
      grid-template-columns: 2fr 3fr;
    }
    [part~='join'] .words {
      grid-template-columns: none;
    }
    header svg {
      grid-row: 1 / 3;
      grid-column: 2;
    }
  }
`;
