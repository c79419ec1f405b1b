/** Forms that work without script, and room for the elements that take their place. */
export const forms = `
uwh-pledge-counter, uwh-join-form { --uwh-heading-font: var(--serif); --uwh-field-line: var(--field); --uwh-sage: var(--sage); }
.tally { color-scheme: dark; display: block; min-block-size: 4rem; }
.tally::part(heading), .tally::part(text), .tally::part(field), .tally::part(note), .tally::part(button), .tally::part(summary), .tally::part(error) { display: none; }
.tally::part(count) { font-size: 1.2rem; }
#pledge uwh-pledge-counter::part(heading), #pledge uwh-pledge-counter::part(text) { display: none; }
#pledge uwh-pledge-counter { display: block; min-block-size: 15rem; }
.sheet { --focus: var(--figure); background: var(--card); color: var(--ink); padding: clamp(1.15rem, 3vw, 2rem); border-radius: 6px; }
.sheet a { color: var(--link); }
form.fields { display: grid; gap: 1.1rem; max-inline-size: 40em; }
.fields > p { margin: 0; }
.pairs { display: grid; gap: 1.1rem; align-items: start; grid-template-columns: repeat(auto-fit, minmax(min(100%, 14em), 1fr)); }
.fields label { display: block; font-weight: 600; margin-block-end: .3em; }
.fields small { font-weight: 400; }
.fields .check { display: flex; gap: .7em; align-items: start; font-weight: 400; padding-block: .5em; }
.fields :is(input:not([type='checkbox'], [type='radio']), select, textarea) { inline-size: 100%; min-block-size: 2.75em; padding: .4em .7em; border: 1px solid var(--field); border-radius: 4px; background: transparent; color: inherit; font: inherit; }
.fields option { background: Canvas; color: CanvasText; }
.fields :is([type='checkbox'], [type='radio']) { flex: none; inline-size: 1.5em; block-size: 1.5em; margin: 0; accent-color: var(--action); }
.fields [aria-invalid] { border: 2px solid var(--action); }
.fields fieldset { padding: 0; border: 0; margin: 0; min-inline-size: 0; }
.fields legend { margin-block-end: .5em; padding: 0; }
.fields summary { cursor: pointer; font-weight: 600; padding-block: .6em; }
.fields > .note { padding-inline-start: .8em; border-inline-start: 3px solid var(--gold); }
.fields dt { color: var(--muted); font-size: .88rem; } .fields dd { margin: 0 0 .8em; }
.fields .caption { margin: 0 0 .4em; }
.private { overflow-wrap: anywhere; padding: 1rem 1.2rem; border-inline-start: 4px solid var(--gold); background: var(--card); }
.wrong { margin: .4em 0 0; padding-inline-start: .8em; border-inline-start: 3px solid var(--action); font-weight: 600; }
button.button { border: 0; font: inherit; font-weight: 600; cursor: pointer; justify-self: start; }
.sheet button.button { justify-self: stretch; }
button.link { border: 0; background: none; color: var(--link); font: inherit; text-decoration: underline; cursor: pointer; padding: .8rem; }
.fields button.link { justify-self: start; padding-inline: 0; }
.quote + :is(h2, p) { margin-block-start: 2.25rem; }
.standing { list-style: disc; padding-inline-start: 1.2em; margin-block-end: 1.2em; }
.fields + .fields, .plain + .fields, .fields + .ways { margin-block-start: 2rem; }
`;
