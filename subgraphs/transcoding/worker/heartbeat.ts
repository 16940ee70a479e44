import type { Log } from '../../../kit/log/log';
import type { Timers } from '../../../kit/scope/timers';
import type { Running } from './running';

interface HeartbeatOptions {
  readonly running: ReadonlySet<Running>;
  /** Says what is held, and hears which tasks still are. */
  readonly beat: (running: readonly Running[]) => Promise<ReadonlySet<string>>;
  readonly timers: Timers;
  readonly log: Log;
  /** Milliseconds. */
  readonly interval: number;
  readonly lease: number;
}

/** Keeps the leases of a worker. A task that is lost is ended at once, and so is every task when nobody answers for too long. */
export class Heartbeat {
  private isStopped = false;
  private callOff: () => void = () => undefined;
  private turn: Promise<void> = Promise.resolve();

  constructor(private readonly options: HeartbeatOptions) {}

  start(): void {
    this.schedule();
  }

  /** Not before the interval is over: a task may have been taken away. */
  now(): Promise<void> {
    this.turn = this.turn.then(() => this.beat());
    return this.turn;
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.callOff();
    await this.turn;
  }

  private schedule(): void {
    if (this.isStopped) return;
    this.callOff = this.options.timers.after(this.options.interval, () => void this.now().then(() => this.schedule()));
  }

  private async beat(): Promise<void> {
    const { running, beat, timers, log, lease } = this.options;
    const asked = [...running].filter((task) => task.isHeld);
    const at = timers.now();
    try {
      const held = await beat(asked);
      for (const task of asked) {
        if (held.has(task.lease.taskId)) task.heardAt = at;
        else task.lose();
      }
    } catch (error) {
      log.warn({ error }, 'a heartbeat was not heard');
      for (const task of asked) if (timers.now() - task.heardAt >= lease) task.lose();
    }
  }
}
