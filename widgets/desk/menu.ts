import { html, nothing, type TemplateResult } from 'lit';
import type { ManagedChapter } from '../../schema/wire/managed-chapter.ts';
import { findRoute, routes, type Route } from './routes.ts';
import { nameOf } from './screen.ts';
import type { Session } from './session.ts';
import { shared, type Lang } from './words.ts';

interface MenuProps {
  session: Session;
  lang: Lang;
  path: string;
  chapters: readonly ManagedChapter[];
  /** Which chapter is being worked on; null where there is none. */
  chapter: string | null;
  go: (path: string) => void;
  leave: () => void;
}

/** Where one may go: in a bar that is under the thumb on a phone and above the screen elsewhere, the rest behind “More”. */
export function renderMenu(props: MenuProps): TemplateResult {
  const words = shared[props.lang];
  return html`<nav class="menu" aria-label=${words.menu}>
    <div class="wide">
      <ul>
        ${linksIn(props, 'bar')}
        <li>
          <details class="more" @keydown=${closeOnEscape} @focusout=${closeBehind} @click=${closeOnLink}>
            <summary>${words.more}</summary>
            <ul>
              ${linksIn(props, 'more')}
              <li><button type="button" @click=${props.leave}>${words.signOut}</button></li>
            </ul>
          </details>
        </li>
      </ul>
    </div>
  </nav>`;
}

function linksIn(props: MenuProps, place: 'bar' | 'more'): TemplateResult[] {
  const all = routes
    .filter((route) => route.menu !== undefined && isOpen(props, route))
    .map(({ path, menu }) => ({ menu: menu!, href: `/desk${path.replace(':chapter', props.chapter ?? '')}` }));
  // The most exact one that the address is under is where one is; what is new is under what is there.
  const path = props.path.replace('/new/', '/entries/');
  const [here] = all
    .filter(({ href }) => path === href || path.startsWith(`${href}/`))
    .toSorted((a, b) => b.href.length - a.href.length);
  return all
    .filter(({ menu }) => menu.place === place)
    .map(
      ({ menu, href }) =>
        html`<li>
          <a href=${href} aria-current=${href === here?.href ? currentAt(props.path, href) : nothing}
            >${menu.words[props.lang]}</a
          >
        </li>`,
    );
}

function currentAt(path: string, href: string): 'page' | 'true' {
  return path === href ? 'page' : 'true';
}

function isOpen({ session, chapter }: MenuProps, { path, menu }: Route): boolean {
  const isLocal = path.includes(':chapter');
  if (isLocal && chapter === null) return false;
  const { action } = menu!;
  return (
    action === undefined ||
    session.grants.some(
      (grant) =>
        (grant.action === '*' || grant.action === action) &&
        (grant.chapter === '*' || (isLocal && grant.chapter === chapter)),
    )
  );
}

/** Which chapter one works on, and a way to another where there are several. */
export function renderChapters({ lang, path, chapters, chapter, go }: MenuProps): TemplateResult | typeof nothing {
  const known = chapters.find(({ slug }) => slug === chapter);
  if (chapters.length < 2) return known === undefined ? nothing : html`<p class="where">${nameOf(known, lang)}</p>`;
  return html`<div class="where">
    <label class="hidden" for="chapter">${shared[lang].chapter}</label>
    <select id="chapter" @change=${({ target }: Event) => go(inChapter(path, (target as HTMLSelectElement).value))}>
      ${known === undefined ? html`<option value="" selected>${shared[lang].chapter}</option>` : nothing}
      ${chapters.map(
        (each) => html`<option value=${each.slug} ?selected=${each === known}>${nameOf(each, lang)}</option>`,
      )}
    </select>
  </div>`;
}

/** The same screen in another chapter; its overview, where what is shown is only here. */
function inChapter(path: string, slug: string): string {
  const found = findRoute(path);
  const isInEach = found !== null && Object.keys(found.params).join() === 'chapter';
  return `/desk${isInEach ? found.route.path.replace(':chapter', slug) : `/chapters/${slug}`}`;
}

function closeOnEscape(event: KeyboardEvent): void {
  const details = event.currentTarget as HTMLDetailsElement;
  if (event.key !== 'Escape' || !details.open) return;
  details.open = false;
  details.querySelector('summary')!.focus();
}

function closeBehind({ currentTarget, relatedTarget }: FocusEvent): void {
  const details = currentTarget as HTMLDetailsElement;
  if (relatedTarget !== null && !details.contains(relatedTarget as Node)) details.open = false;
}

function closeOnLink({ currentTarget, target }: MouseEvent): void {
  if ((target as Element).closest('a') !== null) (currentTarget as HTMLDetailsElement).open = false;
}
