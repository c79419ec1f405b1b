import type { Child } from 'hono/jsx';
import { locales, type Words } from './words.ts';

interface LayoutProps {
  lang: string;
  words: Words;
  title: string;
  /** Its address without the language. */
  path: string;
  children: Child;
}

/** A language's own name, as it begins a line. */
function nameOf(tag: string): string {
  const [first = '', ...rest] = new Intl.DisplayNames(tag, { type: 'language' }).of(tag)!;
  return [first.toLocaleUpperCase(tag), ...rest].join('');
}

/** The pages for those who embed, in the style of the campaign's own. */
export function Layout({ lang, words, title, path, children }: LayoutProps) {
  return (
    <html lang={lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title} · United We Heal</title>
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/style.css" />
        <link rel="stylesheet" href="/embed/style.css" />
      </head>
      <body>
        <header class="head wide">
          <a class="name" href="/">
            United We Heal
          </a>
          <nav aria-label={words.title}>
            <ul>
              <li>
                <a href={`/embed/builder?lang=${lang}`}>{words.title}</a>
              </li>
              <li>
                <a href={`/embed/docs?lang=${lang}`}>{words.docs}</a>
              </li>
              {locales
                .filter(({ tag }) => tag !== lang)
                .map(({ tag }) => (
                  <li>
                    <a href={`${path}?lang=${tag}`} hreflang={tag} lang={tag}>
                      {nameOf(tag)}
                    </a>
                  </li>
                ))}
            </ul>
          </nav>
        </header>
        <main class="wide">
          <h1>{title}</h1>
          {children}
        </main>
      </body>
    </html>
  );
}

/** Code to copy, with a button where scripts run. */
export function Code({ words, title, code }: { words: Words; title: string; code: string }) {
  return (
    <div class="listing">
      <pre tabindex={0} role="region" aria-label={title}>
        <code>{code}</code>
      </pre>
      <button type="button" class="copy" hidden aria-label={`${words.copy}: ${title}`} data-copied={words.copied}>
        {words.copy}
      </button>
    </div>
  );
}
