/** A box of ISO BMFF (ISO/IEC 14496-12, 4.2): what MP4 is made of. */
export interface Box {
  readonly type: string;
  /** All of it, with its head. */
  readonly bytes: Buffer;
  /** What it holds. */
  readonly content: Buffer;
}

/** Bytes that a box of a fragment may have: forty times what a second has. */
const largest = 16_000_000;

/** The box at the start, if all of it is there. @throws where there is none, or one too large */
function boxAt(bytes: Buffer): Box | null {
  if (bytes.length < 8) return null;
  const isLong = bytes.readUInt32BE(0) === 1;
  const head = isLong ? 16 : 8;
  if (bytes.length < head) return null;
  const size = isLong ? Number(bytes.readBigUInt64BE(8)) : bytes.readUInt32BE(0);
  if (size < head || size > largest) throw new Error(`A box of ${size} bytes.`);
  if (bytes.length < size) return null;
  const type = bytes.toString('latin1', 4, 8);
  return { type, bytes: bytes.subarray(0, size), content: bytes.subarray(head, size) };
}

/** The boxes that others hold, one after the other. @throws where one is not whole */
export function boxesIn(content: Buffer): Box[] {
  const boxes: Box[] = [];
  for (let rest = content; rest.length > 0; rest = rest.subarray(boxes.at(-1)!.bytes.length)) {
    const box = boxAt(rest);
    if (!box) throw new Error('A box is cut off.');
    boxes.push(box);
  }
  return boxes;
}

/** Boxes as they come through a pipe, in pieces of any size. */
export class BoxReader {
  private waiting: Buffer = Buffer.alloc(0);

  /** Those that are whole now. @throws where what comes is no MP4 */
  push(chunk: Buffer): Box[] {
    this.waiting = Buffer.concat([this.waiting, chunk]);
    const boxes: Box[] = [];
    for (let box = boxAt(this.waiting); box; box = boxAt(this.waiting)) {
      boxes.push(box);
      this.waiting = this.waiting.subarray(box.bytes.length);
    }
    return boxes;
  }
}
