import { boxesIn, type Box } from './boxes';

/** What the head of a fragment says of one of its tracks. */
export interface FragmentFacts {
  /** In units of the track. */
  readonly duration: number;
  /** Whether it can be decoded without anything before. */
  readonly isIndependent: boolean;
}

/** Flags of tfhd (8.8.7) and trun (8.8.8): which fields are there. */
const tfhd = { base: 0x1, description: 0x2, duration: 0x8, size: 0x10, flags: 0x20 };
const trun = { offset: 0x1, first: 0x4, duration: 0x100, size: 0x200, flags: 0x400, composition: 0x800 };
/** A sample that cannot be decoded alone (8.8.3.1). */
const dependent = 0x10000;

/** Reads a `moof`. @throws where the track has no samples in it */
export function fragmentFacts(moof: Box, track: number): FragmentFacts {
  const traf = boxesIn(moof.content)
    .filter(({ type }) => type === 'traf')
    .map(({ content }) => boxesIn(content))
    .find((boxes) => named(boxes, 'tfhd')[0]?.content.readUInt32BE(4) === track);
  const runs = named(traf ?? [], 'trun');
  if (!traf || runs.length === 0) throw new Error(`A fragment without track ${track}.`);
  const defaults = defaultsIn(named(traf, 'tfhd')[0]!.content);
  const samples = runs.flatMap(({ content }) => samplesIn(content, defaults));
  if (samples.length === 0) throw new Error(`A fragment without samples of track ${track}.`);
  const duration = samples.reduce((sum, sample) => sum + sample.duration, 0);
  return { duration, isIndependent: (samples[0]!.flags & dependent) === 0 };
}

interface Sample {
  readonly duration: number;
  readonly flags: number;
}

const named = (boxes: readonly Box[], name: string): Box[] => boxes.filter(({ type }) => type === name);

function defaultsIn(content: Buffer): Sample {
  const fields = new Fields(content, 8);
  fields.skip(tfhd.base, 8);
  fields.skip(tfhd.description, 4);
  const duration = fields.next(tfhd.duration) ?? 0;
  fields.skip(tfhd.size, 4);
  return { duration, flags: fields.next(tfhd.flags) ?? 0 };
}

function samplesIn(content: Buffer, defaults: Sample): Sample[] {
  const fields = new Fields(content, 8);
  fields.skip(trun.offset, 4);
  const first = fields.next(trun.first);
  return Array.from({ length: content.readUInt32BE(4) }, (_, at) => {
    const duration = fields.next(trun.duration) ?? defaults.duration;
    fields.skip(trun.size, 4);
    const flags = fields.next(trun.flags) ?? (at === 0 ? first : undefined) ?? defaults.flags;
    fields.skip(trun.composition, 4);
    return { duration, flags };
  });
}

/** Fields of which the flags at the start say whether they are there. */
class Fields {
  private readonly flags: number;

  constructor(
    private readonly content: Buffer,
    private at: number,
  ) {
    this.flags = content.readUInt32BE(0) & 0xffffff;
  }

  skip(flag: number, bytes: number): void {
    if (this.flags & flag) this.at += bytes;
  }

  next(flag: number): number | undefined {
    if (!(this.flags & flag)) return undefined;
    this.at += 4;
    return this.content.readUInt32BE(this.at - 4);
  }
}
