import type { Config } from '../../kit/config/config';
import type { ViewerSeal } from '../../kit/identity/signed-viewer';
import type { Log } from '../../kit/log/log';
import type { Clock } from '../../kit/scope/clock';
import type { Rates } from '../limits/rates/rates';
import type { RegisteredTexts } from '../registry/registered-texts';
import type { Uses } from '../registry/uses';
import type { NoteAnswer } from '../metrics/note-answer';
import type { SubscriptionMetrics } from '../metrics/subscription-metrics';
import type { AccessReader } from './access';
import type { Connections } from './connections';
import type { Hub } from './hub';
import type { LiveClient } from './live-client';
import type { Quota } from './quota';
import type { Timers } from '../../kit/scope/timers';
import type { Usage } from '../usage/usage';
import type { ViewerChanges } from './viewer-changes';

/** What all connections share. */
export interface LiveServices {
  readonly config: Config;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
  readonly metrics: SubscriptionMetrics;
  readonly seal: ViewerSeal;
  readonly enter: () => () => void;
  readonly hub: Hub;
  readonly access: AccessReader;
  readonly changes: ViewerChanges;
  readonly texts: RegisteredTexts;
  readonly fieldUsage?: Pick<Usage, 'note'> | undefined;
  readonly noteAnswer?: NoteAnswer | undefined;
  readonly uses: Uses;
  readonly rates: Rates;
  readonly clients: Set<LiveClient>;
  readonly connections: Connections;
  /** Sockets and event streams that are open. */
  readonly places: Quota;
  /** Operations that run. */
  readonly operations: Quota;
}
