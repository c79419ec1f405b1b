import { html, type TemplateResult } from 'lit';
import { may, type Session } from '../session.ts';
import type { Lang, WordsIn } from '../words.ts';

/** One thing that a steward looks after. */
export interface Task {
  path: string;
  words: WordsIn<{ title: string; text: string }>;
  isOpen: (session: Session) => boolean;
}

/** Chapters whose sealed sign-ups may be taken away; `*` for all at once. */
export function exportable(session: Session, chapters: readonly string[]): string[] {
  const named = session.grants.map(({ chapter }) => chapter);
  return [...new Set(['*', ...chapters, ...named])].filter((chapter) => may(session, 'export', { chapter }));
}

/** All of it, what is urgent first. */
export const tasks: readonly Task[] = [
  {
    path: 'sign-ups',
    words: {
      en: { title: 'Sign-ups, sealed', text: 'Take away what people sent, and open it on a machine of your own.' },
      es: { title: 'Inscripciones, selladas', text: 'Llévate lo que la gente envió y ábrelo en una máquina tuya.' },
    },
    isOpen: (session) => exportable(session, []).length > 0,
  },
];

/** The heading of one of these screens, with the way back to all. */
export function renderTop(lang: Lang, title: string, lead: string): TemplateResult {
  return html`<p class="trail"><a href="/desk/steward">${back[lang]}</a></p>
    <h1>${title}</h1>
    <p class="lead">${lead}</p>`;
}

const back: WordsIn<string> = { en: 'For the steward', es: 'Para quien custodia' };
