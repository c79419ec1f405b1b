/** A screen of the desk, loaded when somebody goes there. */
export interface Route {
  /** Of the address after `/desk`; `:name` stands for one part of it. */
  path: string;
  /** Name of the element that `load` defines. */
  tag: string;
  load: () => Promise<unknown>;
}

/** Every screen. The first that fits is shown. */
const routes: readonly Route[] = [
  { path: '/', tag: 'desk-home', load: () => import('./home/home.ts') },
  { path: '/chapters/:chapter/publish', tag: 'desk-publish', load: () => import('./publishing/publish.ts') },
  { path: '/chapters/:chapter/preview', tag: 'desk-preview', load: () => import('./publishing/preview.ts') },
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
