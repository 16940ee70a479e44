import { markdownRenderer, plainTextOf, type Markdown } from '../../../kit/text/markdown';

/** Of ids, as texts name them. */
export const uuidPattern = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const person = new RegExp(`^user:(${uuidPattern})$`, 'i');
const moment = new RegExp(`^lesson:(${uuidPattern})(?:\\?t=(\\d{1,6}))?$`, 'i');

const render = markdownRenderer({
  extend: (markdown) => {
    addMath(markdown);
    keepImagesHere(markdown);
  },
  link: linkOf,
  linkAttributes: ['data-user-id', 'data-lesson-id', 'data-seconds'],
});

/** What people write → HTML: Markdown with `$math$`, mentions `@[name](user:<id>)` and moments `[12:30](lesson:<id>?t=750)`. */
export const renderPost = render;

/** The words alone, in one line. */
export const wordsOf = (text: string): string => plainTextOf(render(text));

/** What searches and filters look through: the words of a text, below the title where it opens a thread. */
export function wordsOfPost(title: string | null, text: string): string {
  const said = wordsOf(text);
  return title === null ? said : `${title.replace(/\s+/g, ' ').trim()}\n${said}`;
}

/** Such words, taken apart again. */
export function partsOf(words: string): { readonly title: string | null; readonly said: string } {
  const end = words.indexOf('\n');
  return end < 0 ? { title: null, said: words } : { title: words.slice(0, end), said: words.slice(end + 1) };
}

const snippetLength = 200;

/** How a text begins, for those who are told of it. */
export function snippetOf(text: string): string {
  const words = wordsOf(text);
  return words.length <= snippetLength ? words : `${words.slice(0, snippetLength - 1).trimEnd()}…`;
}

const mention = new RegExp(`@\\[[^\\]\\n]{0,200}\\]\\(user:(${uuidPattern})\\)`, 'gi');
const code = /```[\s\S]*?(?:```|$)|`[^`\n]*`/g;
const mostMentions = 20;

/** Ids of those whom a text mentions, the first twenty; code mentions nobody. */
export function mentionsIn(text: string): string[] {
  const found = [...text.replace(code, '').matchAll(mention)].map(([, id]) => (id ?? '').toLowerCase());
  return [...new Set(found)].slice(0, mostMentions);
}

function linkOf(href: string): Record<string, string> | null {
  const [, userId] = person.exec(href) ?? [];
  if (userId !== undefined) return { 'data-user-id': userId.toLowerCase() };
  const [, lessonId, seconds] = moment.exec(href) ?? [];
  if (lessonId === undefined) return null;
  return { 'data-lesson-id': lessonId.toLowerCase(), ...(seconds === undefined ? {} : { 'data-seconds': seconds }) };
}

/** `$…$` and `$$…$$` stay as they are, for the client to set: no underscore in them means emphasis. As Pandoc reads dollars. */
const formula = /^(\$\$?)(?=\S)((?:\\.|[^$\\])*?[^\s\\]|\S)\1(?!\d)/s;

function addMath(markdown: Markdown): void {
  markdown.inline.ruler.before('escape', 'math', (state, isSilent) => {
    if (state.src.charAt(state.pos) !== '$') return false;
    const [whole, dollars, content] = formula.exec(state.src.slice(state.pos, state.pos + 2_000)) ?? [];
    if (whole === undefined || content === undefined) return false;
    if (!isSilent) Object.assign(state.push('math', 'code', 0), { content, markup: dollars });
    state.pos += whole.length;
    return true;
  });
  markdown.renderer.rules['math'] = (tokens, index) => {
    const { content = '', markup } = tokens[index] ?? {};
    const kind = markup === '$$' ? 'language-math display' : 'language-math';
    return `<code class="${kind}">${markdown.utils.escapeHtml(content)}</code>`;
  };
}

const ofTheHouse = /^\/(?!\/)/;

/** A page that loads an image from elsewhere tells that place who reads: of such an image a link is left. */
function keepImagesHere(markdown: Markdown): void {
  const show = markdown.renderer.rules.image;
  markdown.renderer.rules.image = (tokens, index, options, env, self) => {
    const token = tokens[index];
    const address = String(token?.attrGet('src') ?? '');
    if (show && ofTheHouse.test(address)) return show(tokens, index, options, env, self);
    const name = self.renderInlineAsText(token?.children ?? [], options, env) || address;
    return `<a href="${markdown.utils.escapeHtml(address)}">${markdown.utils.escapeHtml(name)}</a>`;
  };
}

const external = /(?:href|src)="(?:https?:)?\/\/([^/"?#:]+)/gi;

/** Hosts that a text links to, or shows something of. */
export function hostsIn(text: string): string[] {
  return [...new Set([...render(text).matchAll(external)].map(([, host]) => (host ?? '').toLowerCase()))];
}
