import { defaultSchema, sanitize } from 'hast-util-sanitize';
import { toHtml } from 'hast-util-to-html';
import { toText } from 'hast-util-to-text';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import type { RichText } from '../../schema/kinds/kind.ts';

const processor = unified().use(remarkParse).use(remarkGfm, { singleTilde: false }).use(remarkRehype);

// Authored text is a part of a page, whose title is its only h1; pictures come with the editor, not from elsewhere.
const allowed = {
  ...defaultSchema,
  tagNames: [
    'h2',
    'h3',
    'h4',
    'p',
    'a',
    'em',
    'strong',
    'del',
    'code',
    'pre',
    'blockquote',
    'ul',
    'ol',
    'li',
    'br',
    'hr',
    'table',
    'thead',
    'tbody',
    'tr',
    'th',
    'td',
  ],
  attributes: { a: ['href'], ol: ['start'], th: ['align'], td: ['align'] },
  protocols: { href: ['https', 'mailto', 'tel'] },
};

/** Turns Markdown into what readers get. Raw HTML, pictures and unsafe addresses are dropped. */
export function toRichText(markdown: string): RichText {
  const tree = sanitize(processor.runSync(processor.parse(markdown)), allowed);
  return { markdown, html: toHtml(tree), text: toText(tree) };
}
