import { resultText } from '../engine/json-text';
import type { OperationCost } from '../limits/cost/with-cost-limit';

interface ShownResult {
  readonly data?: unknown;
  readonly errors?: readonly unknown[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

const streamHead = Buffer.from('event: next\ndata: ');
const streamTail = Buffer.from('\n\n');

/** One result on its way to any number of clients: made to text once, and to bytes once. */
export class LiveEvent {
  /** What a client gets where events may be missing because their source was lost and found again. */
  static readonly gap = new LiveEvent({ data: null, extensions: { gap: true } });

  private known: Buffer | undefined;
  private knownStreamed: Buffer | undefined;

  /** @param cost what it costs each client that gets it; absent: nothing */
  constructor(
    private readonly result: ShownResult,
    readonly cost?: OperationCost,
  ) {}

  /** Whether events may be missing here. */
  get isGap(): boolean {
    return this === LiveEvent.gap;
  }

  /** Whether it says nothing but why there is nothing. */
  get isRefusal(): boolean {
    return (this.result.data ?? null) === null && (this.result.errors?.length ?? 0) > 0;
  }

  /** The result as JSON. */
  get payload(): Buffer {
    return (this.known ??= Buffer.from(resultText(this.result)));
  }

  /** The result as an event of a text/event-stream. JSON text has no line breaks. */
  get streamed(): Buffer {
    return (this.knownStreamed ??= Buffer.concat([streamHead, this.payload, streamTail]));
  }

  /** The same result, which says that so many events before it were left out for this client. */
  afterDropping(dropped: number): LiveEvent {
    return new LiveEvent({ ...this.result, extensions: { ...this.result.extensions, gap: true, dropped } });
  }
}
