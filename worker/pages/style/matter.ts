/** What stands on pages: parts, drawings, lists, quotes, questions. */
export const matter = `
.hero { display: grid; gap: 2.5rem; padding-block: clamp(2rem, 5vw, 4.5rem) clamp(3rem, 7vw, 6rem); align-items: end; }
.hero .rich, .hero .lead { max-inline-size: 34em; font-size: 1.2rem; }
.ways { display: flex; flex-wrap: wrap; gap: .5rem 1.75rem; align-items: center; margin-block: 1.75rem 0; }
.ways p { margin: 0; }
.ways a:not(.button) { padding-block: .6rem; font-weight: 600; }
.strands { display: block; inline-size: 100%; max-inline-size: 27rem; overflow: visible; }
.strands:dir(rtl) { transform: scaleX(-1); }
.strands .evergreen { stroke: var(--figure); } .strands .clay { stroke: var(--action); }
.strands .gold { stroke: var(--gold); } .strands .sage { stroke: var(--sage); }
.apart path { stroke-dasharray: .64 1; }
.joined .clay { stroke-dasharray: 1 2; }
@media (prefers-reduced-motion: no-preference) { .joined .clay { animation: arrive .19s ease-out; } }
@keyframes arrive { from { stroke-dashoffset: 1; } }
.code { font: 600 clamp(1.1rem, 4vw, 1.4rem) ui-monospace, monospace; user-select: all; }
.button { display: inline-block; background: var(--action); color: var(--on-action); font-weight: 600; padding: .8rem 1.5rem; border-radius: 4px; text-decoration: none; }
.button:hover { text-decoration: underline; }
.part { padding-block: clamp(2.5rem, 6vw, 5rem); }
.part + .part { border-block-start: 1px solid var(--line); }
.title { padding-block-start: clamp(2.5rem, 6vw, 5rem); }
.split { display: grid; gap: 1rem 3rem; }
.split > * { min-inline-size: 0; }
.split h1 { font-size: clamp(2.1rem, 1.2rem + 2.2vw, 3.2rem); line-height: 1.08; }
.run { display: grid; gap: clamp(2rem, 4vw, 3rem); }
.rich { max-inline-size: 40em; }
.rich :is(ul, ol) { padding-inline-start: 1.2em; margin-block-end: 1em; }
.rich ul { list-style: disc; } .rich ol { list-style: decimal; }
.rich > :last-child { margin-block-end: 0; }
.rich h2, .story h2 { font-size: 1.55rem; } .rich h2, .rich h3, .story h2 { margin-block: 1.8em .5em; }
:is(.rich, .note, div:has(> .rich)) + :is(.questions, .plain, .rows) { margin-block-start: 2rem; }
div:has(> .rich) + .note { margin-block-start: 1.25rem; }
.picture img { display: block; inline-size: 100%; block-size: auto; margin-block: 1.5rem 2rem; background: var(--line); }
.lead { font-size: 1.25rem; max-inline-size: 34em; }
.caption, .note { color: var(--muted); font-size: .88rem; margin-block-end: .5em; }
.share { margin-block: 2.5rem 1.5rem; }
@media (scripting: enabled) { .share { min-block-size: 6.3em; } }
@media (scripting: enabled) and (min-width: 80rem) { .share { min-block-size: 3em; } }
.next { font-weight: 600; margin-block: .5em 0; }
.next a { display: inline-block; padding-block: .3em; }
.goals { counter-reset: goal; margin-block-start: 2rem; }
.goals li { counter-increment: goal; display: grid; grid-template-columns: 3rem 1fr; padding-block: 1rem; border-block-start: 1px solid var(--line); }
.goals li::before { content: counter(goal); font: 600 2rem/1 var(--serif); color: var(--numeral); grid-row: span 2; }
.rows li { display: grid; gap: 0 2rem; align-content: start; padding-block: 1.1rem; border-block-start: 1px solid var(--line); }
.plain > li { padding-block: 1.25rem; border-block-start: 1px solid var(--line); }
.plain > li:last-child { padding-block-end: 0; }
.plain:first-child > li:first-child { border: 0; padding-block-start: 0; }
.plain p { margin: 0; max-inline-size: 40em; }
.plain h2 { font-size: 1.55rem; margin-block-end: .4em; }
.columns { display: grid; gap: 2.5rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)); margin-block-start: 2.25rem; }
.ruled > li { border-block-start: 3px solid var(--figure); padding-block-start: 1rem; }
.number { font: 600 clamp(2.6rem, 1.8rem + 3vw, 4rem)/1 var(--serif); color: var(--figure); margin-block-end: .25em; letter-spacing: -.02em; }
.columns > .figure:has(.dots) { display: grid; grid-row: span 3; grid-template-rows: subgrid; row-gap: 0; }
.ruled { grid-template-columns: 1fr; }
.columns + .columns, .columns + .broad { margin-block-start: 3.5rem; padding-block-start: 2.5rem; border-block-start: 1px solid var(--line); }
.broad { display: grid; gap: 2.75rem; margin-block-start: 2.25rem; }
.figure:dir(rtl) svg { transform: scaleX(-1); }
.figure .number { margin-block-end: .2em; }
.dots { display: block; inline-size: 100%; margin-block-end: 1rem; }
.columns .dots { max-inline-size: 30rem; }
circle.on { fill: var(--action); } circle.off { fill: var(--many); } .room { fill: var(--paper); }
.dots path.on { stroke: var(--action); } .dots path.off { stroke: var(--off); }
.bar { display: block; inline-size: 100%; block-size: 2rem; margin-block-end: .8rem; overflow: visible; }
.bar .on { fill: var(--action); } .figure + .figure .bar .on { fill: var(--sage); }
.bar .off { fill: none; stroke: var(--muted); stroke-width: 1.5; stroke-dasharray: 2 6; }
.band { --focus: var(--gold); background: var(--deep); color: var(--on-deep); padding-block: clamp(3rem, 7vw, 6rem); }
.band a { color: var(--gold); }
.band .rich { margin-block-end: 2rem; }
.quote { margin: 2.25rem 0 0; }
.quote blockquote { margin: 0; } .quote blockquote p { margin: 0 0 1rem; font: 600 clamp(1.5rem, 1.2rem + 1.6vw, 2.3rem)/1.25 var(--serif); max-inline-size: 30em; text-wrap: balance; }
.quote blockquote p::before { content: open-quote; } .quote blockquote p::after { content: close-quote; }
.quote .note { margin-block-start: .4rem; }
.quote figcaption { color: var(--muted); }
.questions details { border-block-end: 1px solid var(--line); }
.questions summary { cursor: pointer; font-weight: 600; padding-block: .9rem; display: flex; justify-content: space-between; gap: 1.5rem; }
.questions summary::-webkit-details-marker { display: none; }
.questions summary::after { content: '+'; color: var(--action); font: 400 1.5rem/1 var(--sans); }
.questions [open] > summary::after { content: '\\u2212'; }
.questions .rich { padding-block-end: 1.2rem; }
@media (min-width: 46rem) {
  .hero { grid-template-columns: 7fr 5fr; }
  .ruled { gap: 2rem; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); }
  .split, .broad .figure { grid-template-columns: 4fr 8fr; }
  .split { align-items: first baseline; }
  .band .split { grid-template-columns: 5fr 7fr; align-items: start; }
  .broad .figure { display: grid; grid-template-rows: auto auto 1fr; gap: 0 3rem; }
  .broad .figure > * { grid-column: 2; }
  .broad .says { grid-area: 1 / 1 / span 3 / 2; align-self: end; }
}
@media (min-width: 60rem) { .rows li { grid-template-columns: 13rem 1fr; } }
`;
