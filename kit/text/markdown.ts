import MarkdownIt from 'markdown-it';
import sanitizeHtml from 'sanitize-html';

/** The parser and renderer that a dialect adds to. */
export type Markdown = InstanceType<typeof MarkdownIt>;

/** What a kind of text has beyond plain Markdown. */
export interface MarkdownDialect {
  readonly extend?: (markdown: Markdown) => void;
  /** Attributes instead of the address, for links that lead to something of the house; null for all others. */
  readonly link?: (href: string) => Readonly<Record<string, string>> | null;
  /** The names of those attributes. */
  readonly linkAttributes?: readonly string[];
}

const rel = 'nofollow noopener noreferrer';

/** Markdown → HTML that is safe to put into a page: no scripts, no event handlers, no other schemes. */
export function markdownRenderer({ extend, link, linkAttributes = [] }: MarkdownDialect = {}): (
  text: string,
) => string {
  const markdown = new MarkdownIt({ html: false, linkify: true, typographer: false });
  extend?.(markdown);
  const allowed: sanitizeHtml.IOptions = {
    allowedTags: [...sanitizeHtml.defaults.allowedTags, 'img', 'del'],
    allowedAttributes: {
      a: ['href', 'title', 'rel', ...linkAttributes],
      img: ['src', 'alt', 'title'],
      code: ['class'],
      th: ['style'],
      td: ['style'],
    },
    allowedStyles: { '*': { 'text-align': [/^(left|right|center)$/] } },
    allowedSchemes: ['https', 'http', 'mailto'],
    allowProtocolRelative: false,
    transformTags: {
      a: (tagName, attribs) => {
        const own = link?.(attribs['href'] ?? '');
        return { tagName, attribs: own ? { ...own } : { ...attribs, rel } };
      },
    },
  };
  return (text) => sanitizeHtml(markdown.render(text), allowed);
}

/** Plain Markdown, as lessons and courses are written in. */
export const renderMarkdown = markdownRenderer();

/** The words alone of HTML that came from a renderer, for searches and previews. */
export function plainTextOf(html: string): string {
  const text = sanitizeHtml(html, { allowedTags: [], allowedAttributes: {} });
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').replace(/\s+/g, ' ').trim();
}
