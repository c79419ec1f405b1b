import { html, nothing } from 'lit/html.js';
import type { Chapter } from '../../schema/wire/chapter.ts';
import type { Signup } from '../../schema/wire/signup.ts';
import { field, labelled } from '../shared/contact-fields.ts';
import { spoken, type Strings } from '../shared/strings.ts';
import type { Problems } from '../shared/submission.ts';

type Words = Strings['join'];

const relations = ['worker', 'client', 'family', 'ally'] satisfies Signup['relation'][];
const callTimes = ['morning', 'afternoon', 'evening', 'weekend'] satisfies Signup['callTime'][];

function choice(name: string, label: string, options: [value: string, text: string, lang?: string][], value = '') {
  return labelled(
    name,
    label,
    html`<select part="input" id=${name} name=${name}>
      ${options.map(
        ([option, text, lang]) =>
          html`<option value=${option} lang=${lang ?? nothing} ?selected=${option === value}>${text}</option>`,
      )}
    </select>`,
  );
}

function nameOf(language: string): string {
  return new Intl.DisplayNames(language, { type: 'language' }).of(language)!;
}

/**
 * What nobody has to answer, closed until somebody opens it, and empty until somebody turns to the form: the names of
 * languages alone take longer than all the rest. The chapter is asked where there are any to choose from.
 */
export function moreFields(words: Words, problems: Problems, chapters: Chapter[], isTurnedTo: boolean) {
  return html`<details part="more">
    <summary>${words.more}</summary>
    ${isTurnedTo ? fields(words, problems, chapters) : nothing}
  </details>`;
}

function fields(words: Words, problems: Problems, chapters: Chapter[]) {
  return html`<div class="fields">
      ${field({ name: 'zip', label: words.zip, autocomplete: 'postal-code', inputmode: 'numeric', pattern: ' *\\d{5}(-\\d{4})? *', maxlength: 12 }, problems)}
      ${choice('relation', words.relation, [['', ''], ...relations.map((key): [string, string] => [key, words[key]])])}
      ${field({ name: 'workplace', label: words.workplace, autocomplete: 'organization', maxlength: 200 }, problems)}
      ${choice('language', words.language, [['', ''], ...spoken.map((tag): [string, string, string] => [tag, nameOf(tag), tag])])}
      ${choice('callTime', words.callTime, [['', ''], ...callTimes.map((key): [string, string] => [key, words[key]])])}
      ${
        chapters[0] &&
        choice(
          'chapter',
          words.chapter,
          chapters.map(({ slug, name }) => [slug, name]),
          'national',
        )
      }
    </div>
    <label class="check"><input type="checkbox" name="noVoicemail" />${words.noVoicemail}</label>`;
}
