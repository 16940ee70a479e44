import { plainTextOf } from '../../../kit/text/markdown';
import type { Post } from './post.document';
import { partsOf, renderPost, uuidPattern } from './post.text';

const written = new RegExp(`user:(${uuidPattern})`, 'gi');
const shown = new RegExp(`data-user-id="(${uuidPattern})"`, 'g');

/** Ids of everyone to whom a text leads: by a mention or any other link, and in code; so that it can forget them. */
export function namesIn(text: string): string[] {
  const found = [...text.matchAll(written), ...renderPost(text).matchAll(shown)];
  return [...new Set(found.map(([, id]) => (id ?? '').toLowerCase()))];
}

/** The same of a post, in the title of the thread that it opens as well. */
export function namesInPost({ words, text }: Pick<Post, 'words' | 'text'>): string[] {
  return namesIn([partsOf(words).title, text].join('\n\n'));
}

/** A text that leads to somebody no more: neither their id nor what they were called. */
export function withoutPerson(text: string, userId: string): string {
  const link = new RegExp(`@?\\[[^[\\]\\n]{0,200}\\]\\(\\s{0,9}<?user:${userId}[^)\\n]{0,200}\\)`, 'gi');
  const anchor = new RegExp(`<a data-user-id="${userId}"[^>]*>.*?</a>`, 'gs');
  const cut = text.replace(link, '@…');
  const html = renderPost(cut);
  const blank = html.replace(anchor, '…');
  // Of a link that is written in a way that cannot be cut out, such as by reference, the words around it are left.
  return (blank === html ? cut : plainTextOf(blank)).replaceAll(new RegExp(userId, 'gi'), '…');
}
