import type { Source } from './source.ts';

/** Where readers find an entry: the address of a page, after its origin. A kind that has no page is on the first. */
export function pagePathOf(
  kind: string,
  slug: string,
  { chapter, locale, source }: { chapter: string; locale: string; source: Source },
): string {
  const isNational = chapter === 'national';
  const base = isNational ? `/${locale}` : `/${locale}/chapters/${chapter}`;
  const page = source.shared['page'];
  if (kind === 'page') return isNational ? `/${locale}/` : `${base}/${slug}`;
  if (kind === 'article') return `${base}/news/${slug}`;
  if (kind === 'faq') return `${base}/faq`;
  if (kind === 'disclosure') return `${base}/join`;
  if (kind === 'section' && page === 'join') return `${base}/join`;
  if (kind === 'section' && (page === 'privacy' || page === 'terms')) return `/${locale}/${page}`;
  return isNational ? `/${locale}/` : base;
}
