import { create } from 'content-disposition';

/** What no file name needs: control characters, separators of paths, and characters that turn the direction of text around. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const unwanted = /[\u0000-\u001f\u007f-\u009f/\\\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** Characters: short enough for a header even where each takes twelve. */
const maxName = 80;

/** A Content-Disposition header for any file name that people or programs come up with (RFC 6266, RFC 8187). */
export function dispositionOf(type: 'inline' | 'attachment', fileName: string): string {
  return create(shortened(fileName.toWellFormed().replace(unwanted, '_').trim()) || 'file', { type });
}

/** Keeps the extension, by which people know what it is. */
function shortened(name: string): string {
  const characters = Array.from(name);
  if (characters.length <= maxName) return name;
  const extension = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? '';
  return characters.slice(0, maxName - extension.length).join('') + extension;
}
