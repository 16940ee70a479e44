import type { Scope } from '../../../../kit/scope/scope';
import { flvHead, flvTag, isKnownMedia } from '../rtmp/flv';
import type { RtmpMessage } from '../rtmp/chunks';
import type { Publication } from '../rtmp/rtmp-connection';
import { Encoder, type EncoderProgram } from './encoder';
import type { Cut } from './part-cutter';
import { Segmenter, type Step } from './segmenter';
import { TakeService, type Begun } from './take.service';

export interface Encoded {
  readonly scope: Scope;
  readonly begun: Begun;
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
  private readonly segmenter: Segmenter;
  private readonly held: RtmpMessage[] = [];
  private heldBytes = 0;
  private encoder: Encoder | null = null;
  private isOver = false;
  private isAbandoned = false;
  private readonly service: TakeService;
  private finished!: () => void;
  /** When the take is over and all of it is stored. */
  readonly done = new Promise<void>((resolve) => (this.finished = resolve));

  constructor(private readonly parts: Encoded) {
    this.service = parts.scope.get(TakeService);
    this.segmenter = new Segmenter(parts.begun.take, parts.begun.segments);
  }

  get liveSessionId(): string {
    return this.parts.begun.take.liveSessionId;
  }

  get pid(): number | undefined {
    return this.encoder?.pid;
  }

  take(message: RtmpMessage): boolean {
    if (this.isOver || !isKnownMedia(message)) return true;
    if (this.encoder) return this.encoder.write(flvTag(message));
    this.held.push(message);
    this.heldBytes += message.payload.length;
    const known = startOf(this.held, this.heldBytes);
    if (known === 'LATER') return true;
    if (known === 'NEVER') {
      this.parts.peer.close();
      return false;
    }
    return this.start(known.hasAudio);
  }

  /** The connection is over. */
  end(): void {
    if (this.isOver) return;
    this.isOver = true;
    if (this.encoder) this.encoder.end();
    else void this.conclude();
  }

  /** Looks again at whether the encoder may go on, as something about the session changed. */
  async reconsider(): Promise<void> {
    if (!(await this.service.isWanted(this.parts.begun.take, this.parts.streamKey))) this.finish();
  }

  /** What was sent is made to its end, and no more is taken. */
  finish(): void {
    this.parts.peer.close();
    this.end();
  }

  /** Nothing more is stored. */
  abandon(): void {
    this.isAbandoned = true;
    this.parts.peer.close();
    this.encoder?.kill();
    this.end();
  }

  private start(hasAudio: boolean): boolean {
    const { scope, begun, program, peer } = this.parts;
    const longest = scope.config.LIVE_MAX_SECONDS;
    const onCut = (cut: Cut): Promise<void> => this.publish(cut);
    const encoder = Encoder.start({ program, hasAudio, offset: begun.take.offset, longest, onCut });
    encoder.onDrain(() => peer.resume());
    this.encoder = encoder;
    void this.follow(encoder).catch((error: unknown) => this.fail(error));
    const held = this.held.splice(0);
    return encoder.write(Buffer.concat([flvHead(hasAudio), ...held.map(flvTag)]));
  }

  private async follow(encoder: Encoder): Promise<void> {
    const said = await encoder.done;
    const { scope, peer } = this.parts;
    if (said !== '') scope.log.debug({ said, liveSessionId: this.liveSessionId }, 'a live encoder ended');
    peer.close();
    this.isOver = true;
    await this.conclude();
  }

  private publish(cut: Cut): Promise<void> {
    if (cut.kind === 'INIT') return this.service.open(this.parts.begun.take, cut.bytes);
    return this.tell(this.segmenter.add(cut));
  }

  private async tell(step: Step): Promise<void> {
    const published = await this.service.publish(this.parts.begun.take, step);
    if (published === 'LOST') this.abandon();
    if (published === 'LAST') this.finish();
  }

  private async conclude(): Promise<void> {
    const { take } = this.parts.begun;
    try {
      const rest = this.isAbandoned ? null : this.segmenter.end();
      if (rest) await this.service.publish(take, rest);
      await this.service.end(take);
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
