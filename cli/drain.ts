import type { FastifyInstance } from 'fastify';
import { systemTimers, type Timers } from '../kit/scope/timers';

interface DrainOptions {
  /** Milliseconds for load balancers to see that the server is not ready any more. */
  readonly delay: number;
  /** Milliseconds for the requests under way. */
  readonly timeout: number;
  readonly timers?: Timers;
}

/** Milliseconds between two looks for connections that have nothing to do any more. */
const sweepInterval = 100;

/** How a server ends so that no client notices: not ready first, then no new connections, then what runs is done. */
export class Drain {
  /** Whether the server should no longer be given requests. */
  hasBegun = false;

  constructor(private readonly options: DrainOptions) {}

  async close(app: FastifyInstance): Promise<void> {
    const { delay, timeout, timers = systemTimers } = this.options;
    this.hasBegun = true;
    await new Promise<void>((resolve) => void timers.after(delay, resolve));
    const endAll = timers.after(timeout, () => app.server.closeAllConnections());
    const endSweeps = this.sweep(app, timers);
    await app.close();
    endAll();
    endSweeps();
  }

  /** A connection whose client was promised that it stays open would keep the server from closing. */
  private sweep(app: FastifyInstance, timers: Timers): () => void {
    let callOff: () => void;
    const again = (): void => {
      app.server.closeIdleConnections();
      callOff = timers.after(sweepInterval, again);
    };
    callOff = timers.after(sweepInterval, again);
    return () => callOff();
  }
}
