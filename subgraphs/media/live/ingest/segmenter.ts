import { partFile, segmentFile, takePath } from './live-files';
import { segmentSeconds, windowSize } from './live-playlist';
import type { LiveSegment } from './live-window.document';
import type { CutPart } from './part-cutter';

interface Take {
  readonly number: number;
  readonly startedAt: Date;
}

export interface WrittenFile {
  /** Below the session's prefix. */
  readonly path: string;
  readonly bytes: Buffer;
}

/** What comes of a part. */
export interface Step {
  readonly written: readonly WrittenFile[];
  /** Paths that no playlist names any more, and that no recording needs. */
  readonly gone: readonly string[];
  readonly segments: readonly LiveSegment[];
  /** The segment that is whole now, if one is. */
  readonly closed: LiveSegment | null;
}

/** Less than a picture. */
const tolerance = 0.01;

/** Makes parts into segments: one is whole after a second, or where its take ends. */
export class Segmenter {
  private number = 0;
  private seconds = 0;
  private bytes: Buffer[] = [];

  /** @param segments what the takes before have left in the window; the last one is not open */
  constructor(
    private readonly take: Take,
    private segments: readonly LiveSegment[],
  ) {}

  /** @throws where a segment would not begin with a key frame */
  add({ bytes, duration, isIndependent }: CutPart): Step {
    const last = this.segments.at(-1);
    const open = last?.state === 'OPEN' ? last : this.next((last?.sequence ?? -1) + 1);
    if (open.parts.length === 0 && !isIndependent) throw new Error('The encoder gave no key frame where one was due.');
    this.bytes.push(bytes);
    const path = takePath(this.take.number, partFile(open.number, open.parts.length));
    const parts = [...open.parts, { duration }];
    const segment = { ...open, parts, duration: open.duration + duration };
    const kept = this.segments.filter((one) => one !== last || one.state !== 'OPEN');
    return this.put(kept, segment, [{ path, bytes }], segment.duration > segmentSeconds.usual - tolerance);
  }

  /** Nothing follows. */
  end(): Step | null {
    const open = this.segments.at(-1);
    return open?.state === 'OPEN' ? this.put(this.segments.slice(0, -1), open, [], true) : null;
  }

  private next(sequence: number): LiveSegment {
    const { number: take, startedAt } = this.take;
    const startsAt = new Date(Number(startedAt) + Math.round(this.seconds * 1_000));
    return { sequence, take, number: this.number, startsAt, duration: 0, parts: [], state: 'OPEN' };
  }

  private put(kept: readonly LiveSegment[], open: LiveSegment, parts: readonly WrittenFile[], isWhole: boolean): Step {
    const closed: LiveSegment | null = isWhole ? { ...open, state: 'WHOLE' } : null;
    const all = [...kept, closed ?? open];
    const most = windowSize + (closed ? 0 : 1);
    this.segments = all.slice(-most);
    const gone = all.slice(0, -most).flatMap(partPathsOf);
    const written = closed ? [...parts, this.whole(closed)] : parts;
    return { written, gone, segments: this.segments, closed };
  }

  private whole({ number, duration }: LiveSegment): WrittenFile {
    const bytes = Buffer.concat(this.bytes);
    this.bytes = [];
    this.number += 1;
    this.seconds += duration;
    return { path: takePath(this.take.number, segmentFile(number)), bytes };
  }
}

const partPathsOf = ({ take, number, parts }: LiveSegment): string[] =>
  parts.map((_, part) => takePath(take, partFile(number, part)));
