import { css } from '../shared/campaign-element.ts';

export const styles = css`
  :host {
    container-type: inline-size;
  }
  ul {
    display: grid;
    gap: 1.75em 2em;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 16em), 1fr));
    padding: 0;
    list-style: none;
  }
  li {
    padding-block-start: 0.9em;
    border-block-start: 3px solid var(--uwh-line, var(--action));
  }
  [part='heading'] {
    margin-block-end: 0.4em;
    font-size: 1.2em;
  }
  [part='text'] {
    display: grid;
    gap: 0.75em;
    max-inline-size: 40em;
  }
`;
