import type { Log } from '../../kit/log/log';
import { systemTimers, type Timers } from '../../kit/scope/timers';
import { Poll } from './poll';
import { reasonOf, SupergraphError, type SupergraphSource } from './supergraph-source';

interface UrlSourceOptions {
  readonly log: Log;
  /** Milliseconds between two questions, as long as they are answered. */
  readonly interval: number;
  /** Milliseconds for one answer. */
  readonly timeout?: number;
  readonly maxBytes?: number;
  readonly timers?: Timers;
  /** From 0 to 1. */
  readonly random?: () => number;
}

const longestDelay = 300_000;

/** A supergraph behind a URL, asked for with its ETag; while there is no answer, the last one holds and questions get rarer. */
export class UrlSource implements SupergraphSource {
  private readonly poll: Poll;
  private readonly timeout: number;
  private readonly maxBytes: number;
  private readonly ended = new AbortController();
  private etag: string | null = null;
  private last: string | undefined;
  private failures = 0;

  constructor(
    private readonly url: string,
    private readonly options: UrlSourceOptions,
  ) {
    const { interval, timeout = 10_000, maxBytes = 20_000_000, timers = systemTimers, random = Math.random } = options;
    this.timeout = timeout;
    this.maxBytes = maxBytes;
    this.poll = new Poll(timers, () => delayAfter(this.failures, interval, random()));
  }

  async current(): Promise<string> {
    try {
      return (await this.changed()) ?? '';
    } catch (error) {
      throw new SupergraphError(`The supergraph cannot be fetched from ${this.url}: ${reasonOf(error)}`);
    }
  }

  watch(onChange: (supergraphSdl: string) => void): void {
    this.poll.start(async () => {
      try {
        const text = await this.changed();
        this.failures = 0;
        if (text !== undefined) onChange(text);
      } catch (error) {
        if (this.ended.signal.aborted) return;
        this.failures += 1;
        this.options.log.warn({ error, url: this.url, failures: this.failures }, 'the supergraph could not be fetched');
      }
    });
  }

  close(): void {
    this.poll.stop();
    this.ended.abort();
  }

  /** Another text than before, if there is one. */
  private async changed(): Promise<string | undefined> {
    const response = await fetch(this.url, {
      headers: { accept: 'text/plain, */*', ...(this.etag ? { 'if-none-match': this.etag } : {}) },
      signal: AbortSignal.any([this.ended.signal, AbortSignal.timeout(this.timeout)]),
    });
    const text = await textOf(response, this.maxBytes);
    if (response.status === 304) return undefined;
    if (!response.ok) throw new Error(`status ${response.status}`);
    this.etag = response.headers.get('etag');
    if (text === this.last) return undefined;
    this.last = text;
    return text;
  }
}

/** Counts what has been unpacked, so that a small response cannot become a large one. */
async function textOf({ body }: Response, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new Error(`it is larger than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Doubles with each failure, and differs by up to a fifth, so that many gateways do not ask at the same moment. */
export function delayAfter(failures: number, interval: number, random: number): number {
  const delay = Math.min(interval * 2 ** failures, Math.max(interval, longestDelay));
  return Math.round(delay * (0.8 + 0.4 * random));
}
