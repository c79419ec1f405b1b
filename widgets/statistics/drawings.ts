import { html, svg } from 'lit/html.js';

const rows = [0, 1, 2, 3, 4];
const perRow = 20;

/** The first dots of a hundred, row by row: round caps on dashes without length. */
function dotsPath(count: number) {
  const path = rows.map((row) => {
    const inRow = Math.min(perRow, count - row * perRow);
    return inRow > 0 ? `M5 ${5 + row * 10}h${inRow * 10 - 9.99}` : '';
  });
  return svg`<path d=${path.join('')} stroke-dasharray="0 10" />`;
}

/** A share as dots of a hundred. */
export function dots(percent: number) {
  return html`<svg viewBox="0 0 200 50" aria-hidden="true">
    <g>${dotsPath(100)}</g>
    <g class="on">${dotsPath(Math.round(percent))}</g>
  </svg>`;
}

/** A value as a bar, as a share of the longest. */
export function bar(share: number) {
  return html`<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
    <path class="on" d=${`M0 .5H${share * 100}`} />
  </svg>`;
}
