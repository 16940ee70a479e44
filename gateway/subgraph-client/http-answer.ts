import type { IncomingHttpHeaders } from 'node:http';
import { errors, type Dispatcher } from 'undici';
import type { Result } from '../../kit/graphql/execute';
import type { CancelSignal } from './cancel-signal';
import { NoAnswer, stoppedBy, type NoAnswerReason } from './no-answer';
import { isResult } from './result-shape';

const unreachable = new Set([502, 503, 504]);
const json = /^application\/(json|graphql-response\+json)\s*(;|$)/i;

interface HttpAnswerOptions {
  readonly service: string;
  readonly maxBytes: number;
  readonly signal: CancelSignal | undefined;
  readonly onFailure: (reason: NoAnswerReason, cause: unknown) => void;
  readonly resolve: (result: Result) => void;
}

/** Reads one response, straight from undici: its own `request` puts a stream in between, a fifth of the call's cost. */
export class HttpAnswer implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | undefined;
  private isSettled = false;
  private status = 0;
  private bytes = 0;
  private readonly chunks: Buffer[] = [];

  constructor(private readonly options: HttpAnswerOptions) {
    options.signal?.addEventListener('abort', this.onAbort);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.isSettled) controller.abort(new Error('not needed any more'));
  }

  onResponseStart(_controller: unknown, status: number, headers: IncomingHttpHeaders): void {
    this.status = status;
    if (unreachable.has(status)) this.fail('status', `status ${status}`);
    else if (!json.test(headers['content-type'] ?? '')) this.fail(this.notAResult(), `status ${status}, not JSON`);
  }

  onResponseData(_controller: unknown, chunk: Buffer): void {
    this.bytes += chunk.length;
    if (this.bytes > this.options.maxBytes) this.fail('too_large', `more than ${this.options.maxBytes} bytes`);
    else if (!this.isSettled) this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (this.isSettled) return;
    const [first, ...more] = this.chunks;
    const body = more.length === 0 ? first : Buffer.concat(this.chunks);
    const result = parsed(body?.toString() ?? '');
    if (isResult(result)) this.settle(result);
    else this.fail(this.notAResult(), `status ${this.status} without a GraphQL result`);
  }

  onResponseError(_controller: unknown, error: Error): void {
    this.fail(error instanceof errors.InvalidArgumentError ? 'bad_call' : 'connection', error);
  }

  /** There is nothing to send: the call cannot be written as JSON. */
  onUnwritable(error: unknown): void {
    this.fail('bad_call', error);
  }

  private notAResult(): NoAnswerReason {
    return this.status >= 400 && this.status < 500 ? 'bad_call' : 'malformed';
  }

  private readonly onAbort = (): void => {
    this.settle(stoppedBy(this.options.service, this.options.signal!));
    this.controller?.abort(new Error('not needed any more'));
  };

  private fail(reason: NoAnswerReason, cause: unknown): void {
    if (this.isSettled) return;
    this.options.onFailure(reason, cause);
    this.settle(new NoAnswer(this.options.service, reason));
    this.controller?.abort(new Error(reason));
  }

  private settle(result: Result): void {
    if (this.isSettled) return;
    this.isSettled = true;
    this.chunks.length = 0;
    this.options.signal?.removeEventListener('abort', this.onAbort);
    this.options.resolve(result);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
