import { html, nothing, type TemplateResult } from 'lit';
import type { Difference } from '../../../schema/wire/authored.ts';
import type { BrokenEntry, Pending, PendingChange } from '../../../schema/wire/pending.ts';
import type { Lang } from '../words.ts';
import { showTime } from './clock.ts';
import { kindName, languageName, placeName } from './field-words.ts';
import { fill, type PublishingWords } from './words.ts';

interface Options {
  words: PublishingWords;
  lang: Lang;
  chapter: string;
}

interface EntryOptions extends Options {
  timeZone: string;
  /** Why it stops the publish. */
  broken: readonly BrokenEntry[];
  isChosen: boolean;
  /** Null where nobody chooses. */
  choose: ((isChosen: boolean) => void) | null;
}

/** One change that waits: what it is, what differs, and whether it goes along. */
export function renderEntry(entry: PendingChange, options: EntryOptions): TemplateResult {
  const { words, lang, chapter, timeZone, broken, isChosen, choose } = options;
  const id = `change-${entry.kind}-${entry.slug}`;
  const title = entry.title ?? entry.slug;
  const when = showTime(entry.changedAt, lang, timeZone);
  return html`<li>
    ${
      choose === null
        ? nothing
        : html`<input
            type="checkbox"
            id=${id}
            .checked=${isChosen}
            ?disabled=${entry.until !== null}
            @change=${({ target }: Event) => choose((target as HTMLInputElement).checked)}
          />`
    }
    <div>
      <label for=${id}><span class="kind">${kindName(entry.kind, lang)}</span> ${title}</label>
      <p class="what">${summaryOf(entry, words, lang)}</p>
      <p class="note">${fill(words.by, { who: entry.changedBy, when })}</p>
      ${
        entry.until === null
          ? nothing
          : html`<p class="note">${fill(words.until, { when: showTime(entry.until, lang, timeZone) })}</p>`
      }
      ${broken.map(
        ({ field, reason }) =>
          html`<p class="wrong">
            ${fill(words.broken, { field: placeName(field.startsWith('/') ? field : `/shared/${field}`, lang), reason })}
          </p>`,
      )}
      ${renderDifferences(entry.differences, title, options)}
      ${
        entry.change === 'removed'
          ? nothing
          : html`<a href="/desk/chapters/${chapter}/entries/${entry.plural}/${entry.slug}"
              >${words.edit}<span class="hidden">: ${title}</span></a
            >`
      }
    </div>
  </li>`;
}

/** What differs, word by word, for who wants to see it. */
export function renderDifferences(
  differences: readonly Difference[],
  title: string,
  { words, lang }: Pick<Options, 'words' | 'lang'>,
): unknown {
  if (differences.length === 0) return nothing;
  return html`<details>
    <summary>${words.look}<span class="hidden">: ${title}</span></summary>
    <desk-differences .differences=${differences} .lang=${lang}></desk-differences>
  </details>`;
}

function summaryOf({ change, mode, differences }: PendingChange, words: PublishingWords, lang: Lang): string {
  if (change === 'new' && mode === 'override') return words.change.override;
  if (change === 'removed' && mode === 'hide') return words.change.shown;
  if (change === 'removed' && mode === 'override') return words.change.back;
  if (change !== 'changed') return words.change[change];
  return `${words.change.changed}: ${[...new Set(differences.map((each) => nameOf(each, words, lang)))].join('; ')}`;
}

function nameOf({ pointer, before, after }: Difference, words: PublishingWords, lang: Lang): string {
  const language = /^\/translations\/([^/]+)$/.exec(pointer)?.[1];
  if (language !== undefined && before === undefined)
    return fill(words.languageAdded, { language: languageName(language, lang) });
  if (language !== undefined && after === undefined)
    return fill(words.languageGone, { language: languageName(language, lang) });
  return placeName(pointer, lang);
}

/** What is written and not ready. */
export function renderDrafts(drafts: Pending['drafts'], { words, lang, chapter }: Options): unknown {
  if (drafts.length === 0) return nothing;
  return html`<section class="part split">
    <h2>${words.drafts}</h2>
    <div>
      <p class="note">${words.draftsNote}</p>
      <ul class="changes">
        ${drafts.map(
          ({ kind, plural, slug, title }) =>
            html`<li>
              <a href="/desk/chapters/${chapter}/entries/${plural}/${slug}"
                ><span class="kind">${kindName(kind, lang)}</span> ${title ?? slug}</a
              >
            </li>`,
        )}
      </ul>
    </div>
  </section>`;
}
