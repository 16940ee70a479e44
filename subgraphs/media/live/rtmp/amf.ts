/** A value of AMF0, as far as publishers send them. */
export type AmfValue = number | boolean | string | null | readonly AmfValue[] | { readonly [key: string]: AmfValue };

/** What no honest encoder sends. */
export class RtmpError extends Error {
  override readonly name = 'RtmpError';
}

/** Objects within objects, at most. */
const deepest = 8;
/** Values of one message, at most. */
const most = 1_000;

/** The values of a message (Action Message Format, AMF 0). @throws RtmpError */
export function readAmf(bytes: Buffer): AmfValue[] {
  const reader = new AmfReader(bytes);
  const values: AmfValue[] = [];
  while (reader.hasMore) values.push(reader.value(0));
  return values;
}

class AmfReader {
  private at = 0;
  private count = 0;

  constructor(private readonly bytes: Buffer) {}

  get hasMore(): boolean {
    return this.at < this.bytes.length;
  }

  value(depth: number): AmfValue {
    this.count += 1;
    if (depth > deepest || this.count > most) throw new RtmpError('There is too much in a message.');
    const type = this.unsigned(1);
    switch (type) {
      case 0:
        return this.double();
      case 1:
        return this.unsigned(1) !== 0;
      case 2:
        return this.text(this.unsigned(2));
      case 3:
        return this.entries(depth);
      case 5:
      case 6:
        return null;
      case 8:
        this.unsigned(4);
        return this.entries(depth);
      case 10:
        return this.list(this.unsigned(4), depth);
      case 11:
        return this.date();
      case 12:
        return this.text(this.unsigned(4));
      default:
        throw new RtmpError(`There is no value of type ${type}.`);
    }
  }

  private entries(depth: number): AmfValue {
    const entries: [string, AmfValue][] = [];
    for (;;) {
      const key = this.text(this.unsigned(2));
      // Without a name comes the mark of the end.
      if (key === '' && this.bytes[this.at] === 9) break;
      entries.push([key, this.value(depth + 1)]);
    }
    this.take(1);
    // Defines each property, so that none reaches a prototype.
    return Object.fromEntries(entries);
  }

  private list(length: number, depth: number): AmfValue {
    if (length > most) throw new RtmpError('There is too much in a message.');
    return Array.from({ length }, () => this.value(depth + 1));
  }

  private text(length: number): string {
    return this.take(length).toString('utf8');
  }

  private unsigned(length: 1 | 2 | 4): number {
    return this.take(length).readUIntBE(0, length);
  }

  private double(): number {
    return this.take(8).readDoubleBE(0);
  }

  /** Milliseconds, and a time zone that nobody uses. */
  private date(): number {
    return this.take(10).readDoubleBE(0);
  }

  private take(length: number): Buffer {
    const end = this.at + length;
    if (end > this.bytes.length) throw new RtmpError('A value ends too early.');
    const taken = this.bytes.subarray(this.at, end);
    this.at = end;
    return taken;
  }
}

/** @returns values one after the other, as a message has them */
export const writeAmf = (...values: readonly AmfValue[]): Buffer => Buffer.concat(values.map(written));

function written(value: AmfValue): Buffer {
  if (value === null) return Buffer.from([5]);
  if (typeof value === 'boolean') return Buffer.from([1, Number(value)]);
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(9);
    bytes.writeDoubleBE(value, 1);
    return bytes;
  }
  if (typeof value === 'string') return Buffer.concat([Buffer.from([2]), shortText(value)]);
  if (Array.isArray(value)) throw new RtmpError('Lists are not sent.');
  const entries = Object.entries(value).flatMap(([key, inner]) => [shortText(key), written(inner)]);
  return Buffer.concat([Buffer.from([3]), ...entries, Buffer.from([0, 0, 9])]);
}

function shortText(text: string): Buffer {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
