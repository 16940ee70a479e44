import type { CodedError } from '../../kit/errors/errors';
import { tooLarge } from './documents/refusals';

export interface JsonLimits {
  /** Values in one text, keys and the values under them counted once. */
  readonly values: number;
  /** Objects and lists in one another. */
  readonly depth: number;
  /** Bytes of one key, as it is written. */
  readonly key: number;
}

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const space = 0x20;
const [openBracket, closeBracket] = [0x5b, 0x5d];
const [openBrace, closeBrace] = [0x7b, 0x7d];

/**
 * What JSON text is too much of, without parsing it: a megabyte of brackets takes tens of milliseconds to parse, and one
 * to count. The text need not be well-formed. Null: nothing.
 */
export function jsonSizeProblem(text: Uint8Array, limits: JsonLimits): CodedError | null {
  let depth = 0;
  let values = 1;
  for (let at = 0; at < text.length; at += 1) {
    const byte = text[at]!;
    if (byte === quote) {
      const end = endOfString(text, at);
      if (end - at - 1 > limits.key && isKey(text, end)) return tooLarge('keyLength', limits.key);
      at = end;
    } else if (byte === comma) values += 1;
    else if (byte === openBracket || byte === openBrace) {
      depth += 1;
      values += 1;
    } else if (byte === closeBracket || byte === closeBrace) depth -= 1;
    if (depth > limits.depth) return tooLarge('depth', limits.depth);
    if (values > limits.values) return tooLarge('values', limits.values);
  }
  return null;
}

/** Of a string without an end: the end of the text. Most strings have no escapes; those are searched natively. */
function endOfString(text: Uint8Array, start: number): number {
  const end = text.indexOf(quote, start + 1);
  if (end === -1) return text.length;
  if (text[end - 1] !== backslash) return end;
  let at = start + 1;
  while (at < text.length && text[at] !== quote) at += text[at] === backslash ? 2 : 1;
  return at;
}

function isKey(text: Uint8Array, end: number): boolean {
  let at = end + 1;
  while (at < text.length && text[at]! <= space) at += 1;
  return text[at] === colon;
}
