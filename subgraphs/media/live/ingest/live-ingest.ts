import type { Config } from '../../../../kit/config/config';
import type { Resources } from '../../../../kit/scope/scope';

/**
 * Where encoders send what is shown live: a port, so that a hosted service or WHIP can take the place of our own RTMP. What
 * an implementation hears it tells to `TakeService`: it asks that for a take when somebody comes with a stream key,
 * publishes segments there, and says when the take is over.
 */
export interface LiveIngest {
  /** From now on the session's encoder may come. @returns where to, for the person who sets it up */
  open(liveSessionId: string): Promise<string>;
  /** Nobody sends for this session any more; what came before is still published. */
  close(liveSessionId: string): Promise<void>;
}

/** The ingest of this process. One that listens for no encoders itself only says where another one does. */
export class LiveIngests {
  current: LiveIngest;

  constructor({ config }: Resources) {
    this.current = elsewhere(config);
  }
}

/** The process that has the encoder hears of the session's end by the session's live topic. */
const elsewhere = (config: Config): LiveIngest => ({
  open: () => Promise.resolve(ingestUrl(config)),
  close: () => Promise.resolve(),
});

export const ingestUrl = (config: Config): string =>
  config.LIVE_INGEST_URL ?? `rtmp://${config.LIVE_RTMP_HOST}:${config.LIVE_RTMP_PORT}/live`;
