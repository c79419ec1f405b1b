/** The flyer, and all that is printed. */
export const sheet = `
.flyer { padding-block: 2rem 4rem; }
.flyer .strands { max-inline-size: 14rem; margin-block-end: 2rem; }
.flyer h1 { max-inline-size: 14em; }
.flyer .rich { font-size: 1.2rem; }
.poster { display: grid; gap: 2rem 3rem; margin-block: 2rem 1.5rem; }
.aims li { padding-block: .75rem; border-block-start: 1px solid var(--line); font: 600 clamp(1.15rem, 1rem + .8vw, 1.5rem)/1.25 var(--serif); }
.scan { border-block-start: 3px solid var(--figure); padding-block-start: 1.25rem; }
.scan h2 { margin-block: .6em .2em; }
.scan p { margin: 0; overflow-wrap: anywhere; }
.qr { display: block; inline-size: 14rem; max-inline-size: 100%; }
.hint { margin-block-start: 2rem; padding-inline-start: .8em; border-inline-start: 3px solid var(--gold); }
@media (min-width: 46rem) { .poster { grid-template-columns: 7fr 5fr; } }
@page { margin: 14mm; }
@media print {
  :root { color-scheme: light; --paper: #fff; --card: #fff; --ink: #000; --muted: #333; --figure: #12453c; --link: #000; --line: #999; --sage: #5f8f82; --action: #b8432a; }
  body { display: block; font-size: 11pt; }
  .wide { padding-inline: 0; }
  .head, .foot, .skip, .band, .share, .hint, .ways, .next, #pledge, .questions summary::after { display: none; }
  .part { padding-block: 1.2rem; }
  .part h2, .part h3 { break-after: avoid; }
  .figure, .quote, .goals li, .rows li { break-inside: avoid; }
  .questions details::details-content { content-visibility: visible; block-size: auto; }
  .flyer { padding: 0; }
  .flyer .strands { margin-block-end: 6mm; }
  .flyer h1 { font-size: 34pt; margin-block-end: 5mm; }
  .flyer .rich { font-size: 12.5pt; line-height: 1.45; }
  .poster { grid-template-columns: 1fr 62mm; gap: 12mm; margin-block: 6mm 5mm; }
  .aims li { font-size: 14pt; }
  .qr { inline-size: 58mm; }
}
`;
