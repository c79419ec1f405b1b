import { css } from '../shared/campaign-element.ts';

export const styles = css`
  div {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em 1.25em;
    align-items: center;
  }
  a {
    padding-block: 0.4em;
  }
`;
