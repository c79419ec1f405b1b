/**
 * Tokens, type, and what is around each page. Colors are the campaign's; tests compute the contrast of each pair, and
 * axe looks at every page in light and dark.
 */
export const frame = `@font-face {
  font-family: Fraunces; font-weight: 600; font-display: optional; src: url('/fonts/fraunces-600.woff2') format('woff2');
  unicode-range: U+0-FF, U+131, U+152-153, U+2BB-2BC, U+2C6, U+2DA, U+2DC, U+2000-206F, U+20AC, U+2122, U+2212;
}
:root {
  color-scheme: light dark;
  --paper: #fbf7f0; --card: #fffdf9; --ink: #1b2522; --muted: #5b655f; --deep: #0c312b; --on-deep: #fdf8ee;
  --gold: #f0b44c; --sage: #5f8f82; --line: #d9d0c1; --off: #d9d0c1; --many: #a79c89; --field: #7d847e;
  --figure: #12453c; --link: #12453c; --focus: #12453c; --numeral: #b8432a; --action: #b8432a; --on-action: #fff;
  --serif: Fraunces, 'Iowan Old Style', 'Palatino Linotype', Palatino, P052, 'URW Palladio L', Georgia, serif;
  --sans: 'Source Sans 3', system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #0c312b; --card: #123b34; --ink: #fdf8ee; --muted: #bccac3; --deep: #082520;
    --sage: #7fb3a3; --line: #2f544c; --off: #2f544c; --many: #5c857b; --field: #8fa69e;
    --figure: #fdf8ee; --link: #f0b44c; --focus: #f0b44c; --numeral: #f08a6c; --action: #ee8062; --on-action: #1b2522;
  }
}
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; min-block-size: 100svh; display: flex; flex-direction: column; background: var(--paper); color: var(--ink); font: 1.06rem/1.55 var(--sans); overflow-wrap: break-word; }
body:lang(ar) { font-size: 1.16rem; line-height: 1.75; }
:is(h1, h2, h3):lang(ar) { line-height: 1.35; }
h1, h2, h3 { font-family: var(--serif); font-weight: 600; line-height: 1.12; text-wrap: balance; margin: 0 0 .6em; }
h1 { font-size: clamp(2.5rem, 1.6rem + 4.4vw, 5.3rem); letter-spacing: -.02em; line-height: 1.03; }
h2 { font-size: clamp(1.6rem, 1.3rem + 1.4vw, 2.35rem); letter-spacing: -.01em; }
h3 { font-size: 1.18rem; margin-block-end: .3em; }
p { margin: 0 0 1em; text-wrap: pretty; }
a { color: var(--link); text-underline-offset: .2em; text-decoration-thickness: .06em; }
a:hover { text-decoration-thickness: .12em; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 3px; border-radius: 2px; }
ul, ol { padding: 0; margin: 0; list-style: none; }
.wide { inline-size: 100%; max-inline-size: 72rem; margin-inline: auto; padding-inline: clamp(1.15rem, 4vw, 3rem); }
.skip { position: absolute; inset-inline-start: 1rem; top: -4rem; background: var(--card); padding: .6rem 1rem; }
.skip:focus { top: 1rem; }
.hidden { position: absolute; clip-path: inset(50%); block-size: 1px; inline-size: 1px; overflow: hidden; }
main { flex: 1 0 auto; overflow-x: clip; }
main:has(> .band:only-child) { display: grid; }
.head { display: grid; grid-template-columns: 1fr auto; gap: 0 2rem; align-items: baseline; padding-block: 1rem; }
.head ul, .foot ul { display: flex; flex-wrap: wrap; gap: 0 1.4rem; }
.head a, .foot a { display: inline-block; padding-block: .55rem; text-decoration: none; font-weight: 600; color: inherit; }
.head a:hover, .foot a:hover { text-decoration: underline; }
.head .name { font: 600 1.15rem var(--serif); }
.head .menu { grid-area: 2 / 1 / 3 / 3; }
.head .menu ul { gap: 0 1.15rem; }
.head .languages ul { justify-content: end; gap: 0 1rem; }
.head .languages a { font-weight: 400; }
.head [aria-current] { text-decoration: underline var(--line) .14em; text-underline-offset: .4em; }
.head [aria-current='page'] { text-decoration-color: var(--action); }
.head .mark { display: none; }
.foot { margin-block-start: auto; padding-block: 2.5rem 3rem; border-block-start: 1px solid var(--line); color: var(--muted); font-size: .95rem; }
.foot p { margin: 0; max-inline-size: 26em; }
.foot .name { font: 600 1.15rem/1.3 var(--serif); color: var(--ink); margin-block-end: .4em; }
.foot ul { gap: 0 1.75rem; align-content: start; }
@media (min-width: 30rem) { .head .mark { display: inline-block; inline-size: 2.3rem; overflow: hidden; vertical-align: -.15em; margin-inline-end: .6rem; } .head .mark g { stroke-width: 25; } }
@media (min-width: 54rem) {
  .head { grid-template-columns: 1fr auto auto; }
  .head .menu { grid-area: 1 / 2; }
  .head .menu ul { gap: 0 1.4rem; }
}
.draft { background: var(--gold); color: #1b2522; padding-block: .6rem; }
.draft p { margin-block: 0; }
@media (min-width: 130rem) { html { font-size: 118%; } }
@media (min-width: 200rem) { html { font-size: 165%; } }
`;
