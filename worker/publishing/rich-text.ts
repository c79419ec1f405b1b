import { defaultSchema, sanitize } from 'hast-util-sanitize';
import { toHtml } from 'hast-util-to-html';
import { toText } from 'hast-util-to-text';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import remarkParse from 'remark-parse';
import type { FootnoteReference, Heading } from 'mdast';
import { defaultHandlers, type State } from 'mdast-util-to-hast';
import remarkRehype from 'remark-rehype';
import { unified, type Processor } from 'unified';
import { visit } from 'unist-util-visit';
import type { Root } from 'hast';
import type { RichText } from '../../schema/kinds/kind.ts';

/** What `remark-gfm` does, without the half of it that writes Markdown: nothing here does. */
function readGfm(this: Processor): void {
  const data = this.data();
  (data.micromarkExtensions ??= []).push(gfm({ singleTilde: false }));
  (data.fromMarkdownExtensions ??= []).push(gfmFromMarkdown());
}

const processor = unified()
  .use(remarkParse)
  .use(readGfm)
  .use(remarkRehype, {
    handlers: {
      // The page has the only h1.
      heading: (state: State, node: Heading) =>
        defaultHandlers.heading(state, { ...node, depth: Math.max(2, node.depth) as Heading['depth'] }),
      // Footnotes would need anchors and words of their own on someone else's page.
      footnoteReference: (_state: State, { identifier }: FootnoteReference) => ({
        type: 'text' as const,
        value: `[${identifier}]`,
      }),
    },
  });

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
  protocols: { href: ['https', 'http', 'mailto', 'tel'] },
};

/** Turns Markdown into what readers get. Raw HTML, pictures and unsafe addresses are dropped. */
export function toRichText(markdown: string): RichText {
  const tree = sanitize(processor.runSync(processor.parse(markdown)), allowed) as Root;
  // An address without a scheme would take on the host page's.
  visit(tree, 'element', ({ properties }) => {
    if ((properties['href'] ?? '').startsWith('//')) delete properties['href'];
  });
  return { markdown, html: toHtml(tree), text: toText(tree) };
}
