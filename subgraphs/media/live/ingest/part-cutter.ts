import { BoxReader, type Box } from '../mp4/boxes';
import { fragmentFacts } from '../mp4/fragment';
import { videoTrack } from './encoder-arguments';

/** What players need before all parts. */
export interface CutInit {
  readonly kind: 'INIT';
  readonly bytes: Buffer;
}

/** A few pictures, with their sound. */
export interface CutPart {
  readonly kind: 'PART';
  readonly bytes: Buffer;
  /** Seconds. */
  readonly duration: number;
  /** Whether it begins with a key frame. */
  readonly isIndependent: boolean;
}

export type Cut = CutInit | CutPart;

/** Cuts what an encoder writes, a fragmented MP4, between its fragments. */
export class PartCutter {
  private readonly reader = new BoxReader();
  private held: Box[] = [];

  /** What is whole now. @throws where what comes is no fragmented MP4 */
  push(chunk: Buffer): Cut[] {
    return this.reader.push(chunk).flatMap((box) => this.take(box));
  }

  /** `moov` ends the start, and `mdat` a fragment. */
  private take(box: Box): Cut[] {
    this.held.push(box);
    if (box.type !== 'moov' && box.type !== 'mdat') return [];
    const bytes = Buffer.concat(this.held.map((one) => one.bytes));
    const moof = this.held.find(({ type }) => type === 'moof');
    this.held = [];
    if (box.type === 'moov') return [{ kind: 'INIT', bytes }];
    if (!moof) throw new Error('A fragment without a head.');
    const { duration, isIndependent } = fragmentFacts(moof, videoTrack.id);
    return [{ kind: 'PART', bytes, duration: duration / videoTrack.timescale, isIndependent }];
  }
}
