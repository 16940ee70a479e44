import type { Scope } from '../../../../kit/scope/scope';
import { flvHead, flvTag, isKnownMedia } from '../rtmp/flv';
import type { RtmpMessage } from '../rtmp/chunks';
import type { Publication } from '../rtmp/rtmp-connection';
import { Encoder, type EncoderProgram } from './encoder';
import type { LiveSegment } from './live-playlist';
import type { LiveTake } from './live-take.document';
import { TakeService } from './take.service';

export interface Encoded {
  readonly scope: Scope;
  readonly take: LiveTake;
  readonly streamKey: string;
  readonly program: EncoderProgram;
  readonly peer: { close(): void; resume(): void };
}

/** Milliseconds of what is sent within which sound comes, or there is none, and a picture, or nothing is made of it. */
const awaited = { sound: 1_500, picture: 5_000 };
/** Bytes that are held until that is known. */
const mostHeld = 16_000_000;
const audio = 8;
const video = 9;

/** One take under way: from what an encoder sends to segments in the object store. */
export class Encoding implements Publication {
  private readonly recent: LiveSegment[] = [];
  private held: RtmpMessage[] = [];
  private heldBytes = 0;
  private encoder: Encoder | null = null;
  private isStarting = false;
  private isOver = false;
  private readonly service: TakeService;
  private finished!: () => void;
  /** When the take is over and all of it is stored. */
  readonly done = new Promise<void>((resolve) => (this.finished = resolve));

  constructor(private readonly parts: Encoded) {
    this.service = parts.scope.get(TakeService);
  }

  get liveSessionId(): string {
    return this.parts.take.liveSessionId;
  }

  get pid(): number | undefined {
    return this.encoder?.pid;
  }

  take(message: RtmpMessage): boolean {
    if (this.isOver || !isKnownMedia(message)) return true;
    if (this.encoder) return this.encoder.write(flvTag(message));
    this.held.push(message);
    this.heldBytes += message.payload.length;
    if (this.isStarting) return false;
    const known = startOf(this.held, this.heldBytes);
    if (known === 'LATER') return true;
    if (known === 'NEVER') {
      this.parts.peer.close();
      return false;
    }
    this.isStarting = true;
    void this.start(known.hasAudio).catch((error: unknown) => this.fail(error));
    return false;
  }

  /** The connection is over. */
  end(): void {
    if (this.isOver) return;
    this.isOver = true;
    if (this.encoder) this.encoder.end();
    else if (!this.isStarting) void this.conclude();
  }

  /** Looks again at whether the encoder may go on, as something about the session changed. */
  async reconsider(): Promise<void> {
    if (!(await this.service.isWanted(this.parts.take, this.parts.streamKey))) this.finish();
  }

  /** What was sent is made to its end, and no more is taken. */
  finish(): void {
    this.parts.peer.close();
    this.end();
  }

  /** Nothing more is stored. */
  abandon(): void {
    this.parts.peer.close();
    this.encoder?.kill();
    this.end();
  }

  private async start(hasAudio: boolean): Promise<void> {
    const { scope, take, program, peer } = this.parts;
    const longest = scope.config.LIVE_MAX_SECONDS;
    const onSegment = (segment: LiveSegment, folder: string): Promise<void> => this.publish(segment, folder);
    const encoder = await Encoder.start({ program, hasAudio, offset: take.offset, longest, onSegment });
    encoder.onDrain(() => peer.resume());
    encoder.write(flvHead(hasAudio));
    for (const message of this.held) encoder.write(flvTag(message));
    this.held = [];
    this.encoder = encoder;
    if (this.isOver) encoder.end();
    else peer.resume();
    const said = await encoder.done;
    if (said !== '') scope.log.debug({ said, liveSessionId: this.liveSessionId }, 'a live encoder ended');
    peer.close();
    this.isOver = true;
    await this.conclude();
  }

  private async publish(segment: LiveSegment, folder: string): Promise<void> {
    const published = await this.service.publish(this.parts.take, this.recent, segment, folder);
    if (published === 'LOST') this.abandon();
    if (published === 'LAST') this.finish();
  }

  private async conclude(): Promise<void> {
    try {
      await this.service.end(this.parts.take, this.recent);
    } catch (error) {
      // The lease runs out, and the sweep ends it.
      this.parts.scope.log.warn({ error, liveSessionId: this.liveSessionId }, 'the end of a live take was not stored');
    } finally {
      this.finished();
    }
  }

  private fail(error: unknown): void {
    this.parts.scope.log.warn({ error, liveSessionId: this.liveSessionId }, 'a live encoder failed');
    this.abandon();
    this.isOver = true;
    void this.conclude();
  }
}

/** Whether what was sent begins with a picture, and with sound. */
export function startOf(
  held: readonly RtmpMessage[],
  bytes: number,
): 'LATER' | 'NEVER' | { readonly hasAudio: boolean } {
  const [first] = held;
  const passed = first ? held.at(-1)!.timestamp - first.timestamp : 0;
  const hasVideo = held.some(({ type }) => type === video);
  const hasAudio = held.some(({ type }) => type === audio);
  if (hasVideo && (hasAudio || passed >= awaited.sound || bytes > mostHeld)) return { hasAudio };
  return passed >= awaited.picture || bytes > mostHeld ? 'NEVER' : 'LATER';
}
