import { Viewer } from '../../../../kit/identity/viewer';
import { Scope, type Resources } from '../../../../kit/scope/scope';
import { segmentSeconds, type LiveShown } from '../ingest/live-playlist';
import { liveWindows } from '../ingest/live-window.document';
import { liveSessions } from '../live-session.document';
import { liveWindowTopic, type LiveSessionMessage } from '../live-session.live';
import { LiveSessionState } from '../live-session.states';

/** Milliseconds after which somebody looks who was told nothing, and after which nobody does for whom nobody has waited. */
const patience = { look: 1_000, linger: 10_000 };
/** Milliseconds without a part after which an encoder is not waited for any more. */
export const silence = 3_000 * segmentSeconds.most;

/** Lets somebody go who has waited for this, or for too long at the time of the look. */
type Check = (shown: LiveShown | null, at: number) => void;

/**
 * The end of one live session, for all who wait for what comes in this process: it is read once for each part, however many
 * they are.
 */
export class LiveEdge {
  private shown: Promise<LiveShown | null>;
  private readonly waiting = new Set<Check>();
  private readonly messages: AsyncIterator<LiveSessionMessage>;
  private readonly looking: NodeJS.Timeout;
  private turn: Promise<void> = Promise.resolve();
  private usedAt = performance.now();
  private isClosed = false;

  constructor(
    private readonly resources: Resources,
    private readonly id: string,
    private readonly onUnused: () => void,
  ) {
    // Told at once: what changes between the first look and then would not be.
    const first = { liveSessionId: id };
    this.messages = liveWindowTopic.subscribe(resources.live, id, first)[Symbol.asyncIterator]();
    this.shown = this.read();
    this.shown.catch(() => this.close());
    this.looking = setInterval(() => this.look(), patience.look).unref();
    void this.follow();
  }

  get now(): Promise<LiveShown | null> {
    this.usedAt = performance.now();
    return this.shown;
  }

  /** What is shown once that is enough, or when the time is up, or nobody wants to know any more. */
  async until(isEnough: (shown: LiveShown | null) => boolean, signal: AbortSignal): Promise<LiveShown | null> {
    const shown = await this.now;
    if (isEnough(shown) || signal.aborted || this.isClosed) return shown;
    const lastMoment = Number(this.resources.clock.now()) + silence;
    await new Promise<void>((resolve) => {
      const end = (): void => {
        signal.removeEventListener('abort', end);
        this.waiting.delete(check);
        resolve();
      };
      const check: Check = (next, at) => void ((isEnough(next) || at >= lastMoment) && end());
      signal.addEventListener('abort', end);
      this.waiting.add(check);
    });
    return this.now;
  }

  private look(): void {
    if (this.waiting.size === 0 && performance.now() - this.usedAt > patience.linger) this.close();
    else void this.refresh();
  }

  private async follow(): Promise<void> {
    while (!(await this.messages.next()).done) await this.refresh();
  }

  /** One look after the other: an older one never comes last. */
  private refresh(): Promise<void> {
    this.turn = this.turn.then(async () => {
      const at = Number(this.resources.clock.now());
      const shown = await this.read().catch((error: unknown) => {
        this.resources.log.warn({ error, liveSessionId: this.id }, 'a live session could not be looked at');
        return this.shown.catch(() => null);
      });
      this.shown = Promise.resolve(shown);
      for (const check of this.waiting) check(shown, at);
    });
    return this.turn;
  }

  private close(): void {
    this.isClosed = true;
    clearInterval(this.looking);
    void this.messages.return?.();
    this.onUnused();
  }

  private async read(): Promise<LiveShown | null> {
    const { documents, clock } = Scope.open(this.resources, Viewer.system);
    const window = await documents.of(liveWindows).findOne({ _id: this.id });
    if (!window) return null;
    const { take, segments, seenAt } = window;
    const isSending = window.isSending && Number(clock.now()) - Number(seenAt) < silence;
    const session = isSending ? null : await documents.of(liveSessions).findOne({ _id: this.id });
    return { take, segments, isSending, isOver: session?.state === LiveSessionState.ENDED };
  }
}
