import cluster from 'node:cluster';
import { AggregatorRegistry, type Registry } from 'prom-client';
import { systemTimers, type Timers } from '../../kit/scope/timers';

/** A worker asks the primary process for the metrics of all workers; the answer has the same id. */
const question = 'lyceum:metrics';
const answer = 'lyceum:metrics-of-all';

/** Milliseconds: more than the primary process waits for the workers. */
const patience = 6_000;

interface Message {
  readonly type: string;
  readonly id: number;
  readonly text?: string;
}

/** In the primary process: answers workers that are asked for metrics with those of all of them. */
export function answerWorkers(): void {
  const aggregator = new AggregatorRegistry();
  cluster.on('message', (worker, message: Message) => {
    if (message.type !== question) return;
    const reply = (text?: string): void => {
      if (worker.isConnected()) worker.send({ type: answer, id: message.id, ...(text === undefined ? {} : { text }) });
    };
    aggregator.clusterMetrics().then(reply, () => reply());
  });
}

/** In a worker: the metrics of all workers; undefined when the others do not answer in time. */
export class AllWorkers {
  private asked = 0;
  private readonly waiting = new Map<number, (text?: string) => void>();

  constructor(
    registries: Registry[],
    private readonly timers: Timers = systemTimers,
  ) {
    AggregatorRegistry.setRegistries(registries);
    // It makes the worker answer the primary's questions.
    void new AggregatorRegistry();
    process.on('message', ({ type, id, text }: Message) => {
      if (type === answer) this.waiting.get(id)?.(text);
    });
  }

  text(): Promise<string | undefined> {
    const id = (this.asked += 1);
    process.send?.({ type: question, id } satisfies Message);
    return new Promise((resolve) => {
      const callOff = this.timers.after(patience, () => done());
      const done = (text?: string): void => {
        callOff();
        this.waiting.delete(id);
        resolve(text);
      };
      this.waiting.set(id, done);
    });
  }
}
