import type { ByteRange } from './object-store';

/**
 * The one range that a Range header asks for (RFC 9110, 14.2): null where it asks for the whole, several, or makes no sense,
 * which is all answered with the whole.
 */
export function rangeOf(header: string | undefined, bytes: number): ByteRange | 'unsatisfiable' | null {
  const [, first = '', last = ''] = /^bytes=\s*(\d{0,15})-(\d{0,15})\s*$/i.exec(header ?? '') ?? [];
  if (first === '' && last === '') return null;
  if (first === '') return suffixOf(Number(last), bytes);
  const [start, end] = [Number(first), last === '' ? bytes - 1 : Number(last)];
  if (last !== '' && end < start) return null;
  return start < bytes ? { start, end: Math.min(end, bytes - 1) } : 'unsatisfiable';
}

function suffixOf(length: number, bytes: number): ByteRange | 'unsatisfiable' {
  if (length === 0 || bytes === 0) return 'unsatisfiable';
  return { start: Math.max(0, bytes - length), end: bytes - 1 };
}
