/** What frames need, and what the pages for those who embed have beside the style of the campaign's pages. */
export const style = `.frame { margin: 0; padding: 1px; background: transparent; color: CanvasText; font: 1rem/1.55 system-ui, sans-serif; }
.builder { display: grid; gap: 2.5rem 3.5rem; margin-block: 2rem 4rem; }
.builder section { margin-block-end: 2.5rem; }
.builder h2, main > section > h2 { font-size: 1.5rem; }
.builder .button { border: 0; font: inherit; font-weight: 700; cursor: pointer; }
#choices { align-content: start; }
#choices textarea { inline-size: 100%; padding: .5rem .7rem; border: 1px solid #8c9389; border-radius: 4px; background: var(--card); color: inherit; font: .9rem/1.5 ui-monospace, monospace; }
.listing { position: relative; margin-block: .5rem; }
.listing pre { margin: 0; padding: 1rem 1rem 1rem 1.2rem; border-inline-start: 4px solid var(--gold); background: var(--card); overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; font: .9rem/1.55 ui-monospace, monospace; }
.copy { min-block-size: 2.4rem; padding: .4rem 1rem; border: 1px solid; border-radius: 4px; background: none; color: inherit; font: inherit; font-weight: 600; cursor: pointer; margin-block-start: .5rem; }
.previews { display: grid; gap: 2rem; }
figure { margin: 0; min-inline-size: 0; }
figcaption { font-weight: 600; margin-block-end: .5rem; }
.stage { inline-size: fit-content; max-inline-size: 100%; overflow-x: auto; padding: 1rem; border: 1px solid var(--line); background: #fff; }
.stage:has(.whole) { inline-size: auto; }
.stage .whole { inline-size: 100%; }
.stage iframe { display: block; border: 0; max-inline-size: none; }
.findings { margin-block-end: 1.5rem; }
.findings ul { list-style: none; }
.findings li { padding-inline-start: 1rem; border-inline-start: 4px solid var(--action); margin-block: 1rem; }
.findings dl { margin: .3rem 0; }
.findings dt { font-size: .88rem; color: var(--muted); }
.findings dd { margin: 0 0 .4rem; overflow-wrap: anywhere; }
.rows > div { display: grid; gap: .2rem 2rem; padding-block: .8rem; border-block-start: 1px solid var(--line); }
.rows dd { margin: 0; }
.rows small { color: var(--muted); }
h2 code { font-size: .8em; font-weight: 400; margin-inline-start: .4em; }
main section, main > h2 { margin-block-start: 2.5rem; }
@media (min-width: 60rem) {
  .builder { grid-template-columns: minmax(16rem, 20rem) minmax(0, 1fr); }
  .rows > div { grid-template-columns: 16rem 1fr; }
}
`;
