import type { Log } from '../../kit/log/log';
import type { Timers } from '../../kit/scope/timers';
import type { CallHeaders } from '../../kit/subgraph/running';
import type { SubgraphClient } from './subgraph-client';

interface ListenerOptions {
  readonly client: SubgraphClient;
  /** A subscription. */
  readonly query: string;
  readonly headersOf: () => Promise<CallHeaders>;
  readonly timers: Timers;
  readonly log: Log;
  readonly onData: (data: Readonly<Record<string, unknown>>) => void;
  /** Something may have been missed. */
  readonly onGap?: () => void;
  /** Nothing is heard from now on, until the next data. */
  readonly onLoss?: () => void;
}

/** Milliseconds until a subgraph is asked again, after it ended the stream: half to one and a half of it. */
const pause = 2_000;

/** The gateway's own ear at a subgraph: a subscription that is begun again whenever it ends. */
export class UpstreamListener {
  private stream: ReturnType<SubgraphClient['subscribe']> | null = null;
  private isStopped = false;
  private cancelPause = (): void => undefined;

  constructor(private readonly options: ListenerOptions) {
    this.begin();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.cancelPause();
    await this.stream?.return();
  }

  private begin(): void {
    void this.listen().finally(() => this.beginAgain());
  }

  private async listen(): Promise<void> {
    const { client, query, headersOf, log, onData, onGap } = this.options;
    try {
      this.stream = client.subscribe({ kind: 'subscription', query }, headersOf);
      for await (const event of this.stream) {
        if (event.kind === 'gap') onGap?.();
        else if (event.result.data) onData(event.result.data);
      }
    } catch (error) {
      log.error({ error, target: client.name }, 'what a subgraph tells the gateway cannot be read');
    }
  }

  private beginAgain(): void {
    if (this.isStopped) return;
    const { onLoss, timers } = this.options;
    onLoss?.();
    this.cancelPause = timers.after(pause * (0.5 + Math.random()), () => this.begin());
  }
}
