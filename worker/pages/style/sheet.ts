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
  .split > h2 { break-after: auto; }
  .hero { padding-block: 0 2rem; }
  .columns > .figure:has(.dots) { display: block; }
  .figure, .quote, .goals li, .rows li, .plain > li, .questions summary { break-inside: avoid; }
  .questions summary { break-after: avoid; }
  .questions details::details-content { content-visibility: visible; block-size: auto; }
  .flyer { padding: 0; }
  .flyer .strands { max-inline-size: 52mm; margin-block-end: 8mm; }
  .flyer h1 { font-size: 37pt; margin-block-end: 5mm; }
  .flyer .rich { max-inline-size: none; font-size: 12.5pt; line-height: 1.45; }
  .poster { grid-template-columns: 1fr 62mm; gap: 12mm; margin-block: 8mm 6mm; }
  .aims li { padding-block: 3.5mm; font-size: 14.5pt; }
  .qr { inline-size: 62mm; }
}
`;
