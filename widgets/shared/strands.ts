import { html, svg, type TemplateResult } from 'lit/html.js';

// From the start, at four heights, to the one point where they meet.
const paths = svg`
  <path pathLength="1" d="M4 6C70 6 74 54 150 54S250 30 316 30" />
  <path pathLength="1" d="M4 22C60 22 80 6 150 6S250 30 316 30" />
  <path pathLength="1" d="M4 38C60 38 80 24 150 24S250 30 316 30" />
  <path pathLength="1" d="M4 54C60 54 80 42 150 42S250 30 316 30" />
`;

/** The campaign's motif: four strands that become one. A share shows how much of the way is done. */
export function strands(share = 1): TemplateResult {
  return html`<svg viewBox="0 0 320 60" aria-hidden="true">
    <g>${paths}</g>
    <g stroke-dasharray="${share} 2">${paths}</g>
  </svg>`;
}
