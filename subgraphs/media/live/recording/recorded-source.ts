import { createHash, type Hash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ObjectStore } from '../../../../kit/objects/object-store';
import { initFile, segmentFile, takePath } from '../ingest/live-files';
import type { LiveTake } from '../ingest/live-take.document';
import { livePrefix } from '../live-session.document';

/** One fragmented MP4 of all takes: their encoders were told the same, and went on in time where the one before ended. */
export class RecordedSource {
  private readonly hash: Hash = createHash('sha256');
  private length = 0;

  constructor(
    private readonly objects: Pick<ObjectStore, 'read'>,
    private readonly takes: readonly LiveTake[],
  ) {}

  /** Known once the stream has ended. */
  get bytes(): number {
    return this.length;
  }

  /** SHA-256 in hexadecimal; asked for once, after the stream has ended. */
  checksum(): string {
    return this.hash.digest('hex');
  }

  stream(): Readable {
    return Readable.from(this.chunks(), { objectMode: false });
  }

  private async *chunks(): AsyncGenerator<Buffer> {
    for (const key of this.keys()) {
      const found = await this.objects.read(key);
      if (!found) throw new Error(`${key} is missing from a recording.`);
      for await (const chunk of found.stream as AsyncIterable<Buffer>) {
        this.hash.update(chunk);
        this.length += chunk.length;
        yield chunk;
      }
    }
  }

  private *keys(): Generator<string> {
    const [first] = this.takes;
    if (first) yield keyOf(first, initFile);
    for (const take of this.takes)
      for (let number = 0; number < take.segments; number += 1) yield keyOf(take, segmentFile(number));
  }
}

const keyOf = ({ liveSessionId, number }: LiveTake, file: string): string =>
  `${livePrefix(liveSessionId)}/${takePath(number, file)}`;
