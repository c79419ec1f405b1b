/** The pages' style sheet. Colors are the campaign's tokens; axe checks their contrast on every page in the tests, in light and dark. */
export const style = `@font-face {
  font-family: Fraunces; font-weight: 600; font-display: optional; src: url('/fonts/fraunces-600.woff2') format('woff2');
  unicode-range: U+0-FF, U+131, U+152-153, U+2BB-2BC, U+2C6, U+2DA, U+2DC, U+2000-206F, U+20AC, U+2122, U+2212;
}
:root {
  color-scheme: light dark;
  --paper: #fbf7f0; --card: #fffdf9; --ink: #1b2522; --muted: #5b655f; --evergreen: #12453c; --deep: #0c312b;
  --on-deep: #fdf8ee; --clay: #b8432a; --gold: #f0b44c; --sage: #5f9484; --line: #d9d0c1; --off: #d9d0c1;
  --figure: var(--evergreen); --link: var(--evergreen); --numeral: var(--clay); --action: var(--clay); --on-action: #fff;
  --serif: Fraunces, 'Iowan Old Style', 'Palatino Linotype', Palatino, P052, 'URW Palladio L', Georgia, serif;
  --sans: 'Source Sans 3', system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #0c312b; --card: #123b34; --ink: #fdf8ee; --muted: #bccac3; --line: #2f544c; --off: #2f544c; --deep: #082520;
    --figure: #fdf8ee; --link: #f0b44c; --numeral: #f08a6c; --action: #ee8062; --on-action: #1b2522;
  }
}
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.06rem/1.55 var(--sans); overflow-wrap: break-word; }
body:lang(ar) { font-size: 1.16rem; line-height: 1.75; }
:is(h1, h2, h3):lang(ar) { line-height: 1.35; }
h1, h2, h3 { font-family: var(--serif); font-weight: 600; line-height: 1.12; text-wrap: balance; margin: 0 0 .6em; }
h1 { font-size: clamp(2.5rem, 1.6rem + 4.4vw, 4.9rem); letter-spacing: -.02em; line-height: 1.03; }
h2 { font-size: clamp(1.6rem, 1.3rem + 1.4vw, 2.35rem); letter-spacing: -.01em; }
h3 { font-size: 1.18rem; margin-block-end: .3em; }
p { margin: 0 0 1em; text-wrap: pretty; }
a { color: var(--link); text-underline-offset: .2em; text-decoration-thickness: .06em; }
a:hover { text-decoration-thickness: .12em; }
:focus-visible { outline: 3px solid var(--gold); outline-offset: 3px; border-radius: 2px; }
ul, ol { padding: 0; margin: 0; }
.wide { max-width: 72rem; margin-inline: auto; padding-inline: clamp(1.15rem, 4vw, 3rem); }
.narrow > * { max-width: 40em; }
.narrow > form { margin-block-start: 1.5em; }
.skip { position: absolute; inset-inline-start: 1rem; top: -4rem; background: var(--card); padding: .6rem 1rem; }
.skip:focus { top: 1rem; }
.hidden { position: absolute; clip-path: inset(50%); block-size: 1px; inline-size: 1px; overflow: hidden; }
.head { display: flex; flex-wrap: wrap; gap: .5rem 2rem; justify-content: space-between; align-items: baseline; padding-block: 1.25rem; }
.head .name { font: 600 1.15rem var(--serif); color: inherit; text-decoration: none; }
.head ul, .foot ul { display: flex; flex-wrap: wrap; gap: .25rem 1.4rem; list-style: none; }
.head a, .foot a { display: inline-block; padding-block: .35rem; text-decoration: none; font-weight: 600; color: inherit; }
.head a:hover, .foot a:hover, .head [aria-current] { text-decoration: underline; }
.draft { background: var(--gold); color: #1b2522; padding-block: .6rem; }
.draft p { margin-block: 0; }
.hero { display: grid; gap: 2.5rem; padding-block: clamp(2rem, 6vw, 5rem) clamp(3rem, 7vw, 6rem); align-items: end; }
.hero .rich { max-width: 34em; font-size: 1.2rem; }
.strands { inline-size: 100%; max-inline-size: 27rem; }
[dir='rtl'] .strands { transform: scaleX(-1); }
.strands .evergreen { stroke: var(--figure); } .strands .clay { stroke: var(--action); }
.strands .gold { stroke: var(--gold); } .strands .sage { stroke: var(--sage); }
.button { display: inline-block; margin-block-start: 1.5rem; background: var(--action); color: var(--on-action); font-weight: 600; padding: .8rem 1.5rem; border-radius: 4px; text-decoration: none; }
.button:hover { text-decoration: underline; }
.part { padding-block: clamp(2.5rem, 6vw, 5rem); }
.part + .part { border-block-start: 1px solid var(--line); }
.split { display: grid; gap: 1rem 3rem; }
.rich { max-width: 40em; }
.rich ul, .rich ol { padding-inline-start: 1.2em; margin-block-end: 1em; }
.rich > :last-child { margin-block-end: 0; }
.rich h2 { font-size: 1.55rem; } .rich h2, .rich h3 { margin-block: 1.8em .5em; }
.rich + .caption { margin-block-start: 2rem; }
.lead { font-size: 1.25rem; }
.caption, .note { color: var(--muted); font-size: .88rem; margin-block-end: .5em; }
.goals { list-style: none; counter-reset: goal; margin-block-start: 2rem; }
.goals li { counter-increment: goal; display: grid; grid-template-columns: 3rem 1fr; padding-block: 1rem; border-block-start: 1px solid var(--line); }
.goals li::before { content: counter(goal); font: 600 2rem/1 var(--serif); color: var(--numeral); grid-row: span 2; }
.columns { list-style: none; display: grid; gap: 2.5rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)); margin-block-start: 2rem; }
.ruled > li { border-block-start: 3px solid var(--figure); padding-block-start: 1rem; }
.number { font: 600 clamp(2.6rem, 1.8rem + 3vw, 4rem)/1 var(--serif); color: var(--figure); margin-block-end: .25em; letter-spacing: -.02em; }
.dots { display: block; inline-size: 100%; max-inline-size: 20rem; margin-block-end: .8rem; }
.dots circle.on, .bar .on { fill: var(--action); } .dots circle.off, .bar .off { fill: var(--off); }
.dots path.on { stroke: var(--action); } .dots path.off { stroke: var(--off); }
.bar { display: block; inline-size: 100%; block-size: 1.1rem; margin-block-end: .6rem; }
.pair .figure:nth-child(2) .bar .on { fill: var(--sage); }
.pair { grid-column: 1 / -1; } .pair .plain li { border: 0; max-inline-size: none; }
.many { max-inline-size: 22rem; }
.band { background: var(--deep); color: var(--on-deep); padding-block: clamp(3rem, 7vw, 6rem); }
.band a { color: var(--gold); }
.band .rich { margin-block-end: 2rem; }
uwh-pledge-counter, uwh-join-form { --uwh-heading-font: var(--serif); }
.tally { color-scheme: dark; display: block; min-block-size: 4rem; }
.tally::part(heading), .tally::part(text), .tally::part(field), .tally::part(note), .tally::part(button), .tally::part(summary), .tally::part(error) { display: none; }
.tally::part(count) { font-size: 1.2rem; }
.sheet { background: var(--card); color: var(--ink); padding: clamp(1.15rem, 3vw, 2rem); border-radius: 6px; min-block-size: 34rem; }
.sheet a { color: var(--link); }
.quote { margin: 2rem 0 0; }
.quote blockquote { margin: 0 0 1rem; font: 500 clamp(1.5rem, 1.2rem + 1.6vw, 2.3rem)/1.25 var(--serif); max-width: 30em; text-wrap: pretty; }
.quote blockquote::before { content: open-quote; } .quote blockquote::after { content: close-quote; }
.quote .note { margin-block-start: .4rem; }
.next { margin-block-start: 1em; font-weight: 600; }
.quote figcaption { color: var(--muted); }
.questions details { border-block-end: 1px solid var(--line); }
.questions summary { cursor: pointer; font-weight: 600; padding-block: .9rem; display: flex; justify-content: space-between; gap: 1.5rem; }
.questions summary::-webkit-details-marker { display: none; }
.questions summary::after { content: '+'; color: var(--action); font: 400 1.5rem/1 var(--sans); }
.questions [open] > summary::after { content: '\u2212'; }
.questions .rich { padding-block-end: 1.2rem; }
.plain { list-style: none; }
.plain li { padding-block: 1rem; border-block-end: 1px solid var(--line); max-width: 44em; }
.plain p { margin: 0; }
.foot { padding-block: 2rem 3rem; border-block-start: 1px solid var(--line); color: var(--muted); font-size: .95rem; }
form.fields { display: grid; gap: 1.1rem; max-inline-size: 40em; }
.fields label { display: block; font-weight: 600; margin-block-end: .3em; }
.fields .check { display: flex; gap: .7em; align-items: start; font-weight: 400; }
.fields input:not([type='checkbox']), .fields select { inline-size: 100%; min-block-size: 2.75em; padding: .4em .7em; border: 1px solid var(--muted); border-radius: 4px; background: transparent; color: inherit; font: inherit; }
.fields option { background: Canvas; color: CanvasText; }
.fields [type='checkbox'] { flex: none; inline-size: 1.5em; block-size: 1.5em; accent-color: var(--action); }
.fields [aria-invalid] { border: 2px solid var(--action); }
.fields fieldset { padding: 0; border: 0; margin: 0; }
.fields fieldset, .fields details[open] { display: grid; gap: 1.1rem; }
.fields legend { margin-block-end: .5em; }
.fields summary { cursor: pointer; font-weight: 600; padding-block: .6em; }
.fields dt { color: var(--muted); font-size: .88rem; } .fields dd { margin: 0 0 .8em; }
.wrong { margin: .4em 0 0; padding-inline-start: .8em; border-inline-start: 3px solid var(--action); font-weight: 600; }
button.button { border: 0; font: inherit; font-weight: 600; cursor: pointer; margin-block-start: 0; justify-self: start; }
button.link { border: 0; background: none; color: var(--link); font: inherit; text-decoration: underline; cursor: pointer; padding: .8rem; }
@media (min-width: 130rem) { html { font-size: 118%; } }
@media (min-width: 200rem) { html { font-size: 165%; } }
@media (min-width: 46rem) {
  .hero { grid-template-columns: 7fr 5fr; }
  .split { grid-template-columns: 4fr 8fr; }
  .band .split { grid-template-columns: 5fr 7fr; align-items: start; }
}
.share { margin-block-start: 2.5rem; }
.flyer { position: relative; padding-block: 2rem 4rem; }
.flyer .strands { max-inline-size: 14rem; margin-block-end: 2rem; }
.flyer h1 { max-inline-size: 14em; }
.flyer .rich { font-size: 1.2rem; }
.aims { columns: 16rem; list-style: none; margin-block: 2rem; }
.aims li { break-inside: avoid; padding-block: .5rem; border-block-start: 1px solid var(--line); font: 600 1.15rem var(--serif); }
.scan { display: flex; flex-wrap: wrap; gap: 1.5rem 2.5rem; align-items: center; padding: 1.5rem; border: 3px solid var(--figure); border-radius: 6px; }
.scan > div { flex: 1 1 16rem; }
.scan a { overflow-wrap: anywhere; }
.qr { inline-size: 12rem; block-size: 12rem; }
.hint { margin-block-start: 2rem; }
@page { margin: 14mm; }
@media print {
  :root { --paper: #fff; --card: #fff; --ink: #000; --muted: #333; --figure: #12453c; --link: #000; --line: #999; }
  body { font-size: 11pt; }
  .flyer { padding: 0; }
  .flyer h1 { font-size: 34pt; }
  .flyer .qr { inline-size: 58mm; block-size: 58mm; }
  .flyer .hint, .head, .share, uwh-share { display: none; }
  .part { padding-block: 1.2rem; break-inside: avoid-page; }
}
@media print { .band, .head nav, .foot, .skip { display: none; } details > * { display: block; } }
`;
