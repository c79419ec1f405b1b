import type { WordsIn } from './words.ts';

/** A screen of the desk, loaded when somebody goes there. */
export interface Route {
  /** Of the address after `/desk`; `:name` stands for one part of it. */
  path: string;
  /** Name of the element that `load` defines. */
  tag: string;
  load: () => Promise<unknown>;
  /** Its place in the menu; without it, other screens lead there. */
  menu?: {
    words: WordsIn<string>;
    /** In the bar that is always seen (five at most), or behind “More”. */
    place: 'bar' | 'more';
    /** Shown to who may do this: in the chapter where the path names one, else in every chapter. */
    action?: string;
  };
}

/** Every screen. The first that fits is shown; the menu has their order. */
export const routes: readonly Route[] = [
  { path: '/', tag: 'desk-home', load: () => import('./home/home.ts') },
  {
    path: '/chapters/:chapter',
    tag: 'desk-overview',
    load: () => import('./home/overview.ts'),
    menu: { words: { en: 'Overview', es: 'Resumen' }, place: 'bar' },
  },
  {
    path: '/chapters/:chapter/entries',
    tag: 'desk-kinds',
    load: () => import('./writing/kinds.ts'),
    menu: { words: { en: 'Write', es: 'Escribir' }, place: 'bar' },
  },
  {
    path: '/chapters/:chapter/publish',
    tag: 'desk-publish',
    load: () => import('./publishing/publish.ts'),
    menu: { words: { en: 'Publish', es: 'Publicar' }, place: 'bar', action: 'publish' },
  },
  {
    path: '/chapters/:chapter/preview',
    tag: 'desk-preview',
    load: () => import('./publishing/preview.ts'),
    menu: { words: { en: 'Preview', es: 'Vista previa' }, place: 'more', action: 'publish' },
  },
  {
    path: '/chapters/:chapter/coverage',
    tag: 'desk-coverage',
    load: () => import('./writing/coverage.ts'),
    menu: { words: { en: 'Languages', es: 'Idiomas' }, place: 'bar' },
  },
  {
    path: '/chapters/:chapter/history',
    tag: 'desk-history',
    load: () => import('./history/history.ts'),
    menu: { words: { en: 'History', es: 'Historial' }, place: 'more', action: 'publish' },
  },
  {
    path: '/chapters/:chapter/entries/:plural/:slug/versions',
    tag: 'desk-versions',
    load: () => import('./history/versions.ts'),
  },
  { path: '/chapters/:chapter/entries/:plural', tag: 'desk-entries', load: () => import('./writing/entries.ts') },
  { path: '/chapters/:chapter/new/:plural', tag: 'desk-entry', load: () => import('./writing/entry.ts') },
  { path: '/chapters/:chapter/new/:plural/:draft', tag: 'desk-entry', load: () => import('./writing/entry.ts') },
  { path: '/chapters/:chapter/entries/:plural/:slug', tag: 'desk-entry', load: () => import('./writing/entry.ts') },
  {
    path: '/chapters/:chapter/entries/:plural/:slug/:locale',
    tag: 'desk-translate',
    load: () => import('./writing/translate.ts'),
  },
  {
    path: '/national/chapters',
    tag: 'desk-chapters',
    load: () => import('./national/chapters.ts'),
    menu: { words: { en: 'Chapters', es: 'Capítulos' }, place: 'more' },
  },
  { path: '/national/chapters/new', tag: 'desk-new-chapter', load: () => import('./national/new-chapter.ts') },
  {
    path: '/people',
    tag: 'desk-people',
    load: () => import('./people/people.ts'),
    menu: { words: { en: 'People', es: 'Personas' }, place: 'more', action: 'tokens' },
  },
  {
    path: '/account',
    tag: 'desk-account',
    load: () => import('./account/account.ts'),
    menu: { words: { en: 'My devices', es: 'Mis aparatos' }, place: 'more' },
  },
  {
    path: '/chapters/:chapter/testimonial-links',
    tag: 'desk-testimonial-links',
    load: () => import('./testimonials/testimonials.ts'),
    menu: { words: { en: 'Testimonials by link', es: 'Testimonios por enlace' }, place: 'more', action: 'create' },
  },
  {
    path: '/steward',
    tag: 'desk-steward',
    load: () => import('./steward/steward.ts'),
    menu: { words: { en: 'For the steward', es: 'Para quien custodia' }, place: 'more' },
  },
  { path: '/steward/sign-ups', tag: 'desk-sign-ups', load: () => import('./steward/sign-ups.ts') },
  { path: '/steward/partners', tag: 'desk-partners', load: () => import('./steward/partners.ts') },
  { path: '/steward/due', tag: 'desk-due', load: () => import('./steward/due.ts') },
  { path: '/steward/counters', tag: 'desk-counters', load: () => import('./steward/counters.ts') },
  { path: '/steward/receivers', tag: 'desk-receivers', load: () => import('./steward/receivers.ts') },
  { path: '/steward/deliveries', tag: 'desk-deliveries', load: () => import('./steward/deliveries.ts') },
  { path: '/steward/disclosures', tag: 'desk-disclosures', load: () => import('./steward/disclosures.ts') },
  { path: '/steward/audit', tag: 'desk-audit', load: () => import('./steward/audit.ts') },
];

/** The screen of an address, with what its parts are; null where there is none. */
export function findRoute(pathname: string): { route: Route; params: Record<string, string> } | null {
  const parts = partsOf(pathname.replace(/^\/desk/, ''));
  for (const route of routes) {
    const params: Record<string, string> = {};
    const wanted = partsOf(route.path);
    const fits =
      wanted.length === parts.length &&
      wanted.every((name, index) => {
        if (!name.startsWith(':')) return name === parts[index];
        params[name.slice(1)] = decodeURIComponent(parts[index]!);
        return true;
      });
    if (fits) return { route, params };
  }
  return null;
}

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '');
}
