import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Lang } from '../words.ts';
import { words } from './words.ts';

interface SlugProps {
  slug: string;
  lang: Lang;
  wrong: string | null;
  rename: (slug: string) => void;
}

/** The name of a new entry in its address: made of its title, unless somebody chooses another. */
export function renderSlug({ slug, lang, wrong, rename }: SlugProps): TemplateResult {
  const say = words[lang];
  return html`<div class="field">
    <label for="/slug">${say.slug}</label>
    <p class="hint" id="/slug-hint">${say.slugHint}</p>
    <input
      id="/slug"
      type="text"
      autocomplete="off"
      autocapitalize="none"
      spellcheck="false"
      aria-invalid=${wrong === null ? nothing : 'true'}
      aria-describedby="/slug-hint /slug-wrong"
      .value=${live(slug)}
      @change=${({ target }: Event) => rename((target as HTMLInputElement).value.trim())}
    />
    <div id="/slug-wrong">
      ${wrong === null ? nothing : html`<p class="wrong">${say.slugTaken.replace('{detail}', wrong)}</p>`}
    </div>
  </div>`;
}
