import { html, type TemplateResult } from 'lit';
import type { Action } from '../../../schema/wire/access.ts';
import { may, type Session } from '../session.ts';
import type { Lang, WordsIn } from '../words.ts';

/** One thing that a steward looks after. */
export interface Task {
  path: string;
  words: WordsIn<{ title: string; text: string }>;
  isOpen: (session: Session) => boolean;
}

/** For those who may do this in every chapter. */
function inAll(action: Action): Task['isOpen'] {
  return (session) => may(session, action, { chapter: '*' });
}

/** Chapters whose sealed sign-ups may be taken away; `*` for all at once. */
export function exportable(session: Session, chapters: readonly string[]): string[] {
  const named = session.grants.map(({ chapter }) => chapter);
  return [...new Set(['*', ...chapters, ...named])].filter((chapter) => may(session, 'export', { chapter }));
}

/** Whether anything of a kind may be read, wherever. */
function canRead(kind?: string): Task['isOpen'] {
  return ({ grants }) =>
    grants.some(
      (grant) =>
        ['read', '*'].includes(grant.action) && (kind === undefined || grant.kind === '*' || grant.kind === kind),
    );
}

/** All of it, what is urgent first. */
export const tasks: readonly Task[] = [
  {
    path: 'due',
    words: {
      en: { title: 'Revocations that are due', text: 'What people took back, and by when it has to be carried out.' },
      es: { title: 'Lo retirado que vence', text: 'Lo que la gente retiró y para cuándo debe cumplirse.' },
    },
    isOpen: inAll('consent'),
  },
  {
    path: 'sign-ups',
    words: {
      en: { title: 'Sign-ups, sealed', text: 'Take away what people sent, and open it on a machine of your own.' },
      es: { title: 'Inscripciones, selladas', text: 'Llévate lo que la gente envió y ábrelo en una máquina tuya.' },
    },
    isOpen: (session) => exportable(session, []).length > 0,
  },
  {
    path: 'partners',
    words: {
      en: { title: 'Partners', text: 'Organizations whose pages carry our elements, and their keys.' },
      es: { title: 'Organizaciones aliadas', text: 'Las que llevan nuestros elementos en sus páginas, y sus claves.' },
    },
    isOpen: inAll('tokens'),
  },
  {
    path: 'counters',
    words: {
      en: { title: 'Counters', text: 'What readers see, and the totals from paper and partners with their sources.' },
      es: {
        title: 'Contadores',
        text: 'Lo que ven los lectores, y los totales en papel y de aliadas con su procedencia.',
      },
    },
    isOpen: inAll('content'),
  },
  {
    path: 'receivers',
    words: {
      en: { title: 'Receivers', text: 'Systems that are told of sign-ups, and what did not reach them.' },
      es: { title: 'Receptores', text: 'Sistemas a los que se avisa de las inscripciones, y lo que no les llegó.' },
    },
    isOpen: inAll('receivers'),
  },
  {
    path: 'disclosures',
    words: {
      en: {
        title: 'Consent texts',
        text: 'The words to which people agree, with their legal review in each language.',
      },
      es: { title: 'Textos de consentimiento', text: 'Lo que la gente acepta, con su revisión legal en cada idioma.' },
    },
    isOpen: canRead('disclosure'),
  },
  {
    path: 'audit',
    words: {
      en: { title: 'The audit', text: 'Who did what, and when.' },
      es: { title: 'El registro', text: 'Quién hizo qué, y cuándo.' },
    },
    isOpen: canRead(),
  },
];

/** The heading of one of these screens, with the way back to all. */
export function renderTop(lang: Lang, title: string, lead: string): TemplateResult {
  return html`<p class="trail"><a href="/desk/steward">${back[lang]}</a></p>
    <h1>${title}</h1>
    <p class="lead">${lead}</p>`;
}

const back: WordsIn<string> = { en: 'For the steward', es: 'Para quien custodia' };
