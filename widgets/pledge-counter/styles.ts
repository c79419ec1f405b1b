import { css } from '../shared/campaign-element.ts';

export const styles = css`
  section,
  .words {
    display: grid;
    gap: 1em;
    max-inline-size: 40em;
  }
  [part='text'] {
    white-space: pre-line;
  }
  [part='count'] strong {
    font-family: var(--uwh-heading-font, inherit);
    font-size: 2em;
    line-height: 1;
  }
`;
