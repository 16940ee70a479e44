import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InProcessBus } from '../events/bus';
import { openLiveTopics } from '../live/live';
import { readConfig, type Config } from '../config/config';
import { Secrets } from '../config/secrets';
import { CaughtMessages } from '../mail/caught-messages';
import type { Mail, Mailer } from '../mail/mailer';
import { SignedUrls } from '../objects/signed-urls';
import { ManualClock } from '../scope/clock';
import type { House } from '../subgraph/house';
import { silentLog } from './silent-log';
import { TestObjects } from './test-objects';

/** Keeps letters instead of sending them, for tests that are not about SMTP. */
export class RecordingMailer implements Mailer {
  readonly letters: Mail[] = [];

  send(mail: Mail): Promise<void> {
    this.letters.push(mail);
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** On a busy machine nothing shall run out but what a test means to. */
const patient = {
  DATABASE_CONNECT_TIMEOUT: '60000',
  DATABASE_STATEMENT_TIMEOUT: '120000',
  METRICS_TIMEOUT: '60000',
  TRANSCODE_LEASE: '600000',
};

/** The same for a gateway whose timers are real. */
export const patientGateway = {
  ...patient,
  CACHE_REDIS_TIMEOUT: '60000',
  REQUEST_TIMEOUT: '120000',
  PLANNING_TIMEOUT: '60000',
  SUBGRAPH_TIMEOUT: '100000',
  HTTP_READ_TIMEOUT: '120000',
  STREAM_IDLE_TIMEOUT: '120000',
  LIVE_INIT_TIMEOUT: '120000',
  LIVE_HEARTBEAT: '120000',
};

export interface TestHouse<M extends Mailer = RecordingMailer> extends House {
  readonly clock: ManualClock;
  readonly mailer: M;
  /** A folder of its own; closing removes it. */
  readonly objects: TestObjects;
}

export function testHouse(
  databaseUrl: House['databaseUrl'],
  settings: Partial<Record<keyof Config, string>> = {},
  documentsUrl: House['documentsUrl'] = () => Promise.reject(new Error('There is no MongoDB in this test.')),
): TestHouse {
  const secret = 'a secret that only tests know, forty-two';
  // Jest's workers get no other way to be told: the whole suite can run on another engine than the product does.
  const ENGINE = process.env.LYCEUM_TEST_ENGINE;
  const LYCEUM_DATA = join(tmpdir(), 'lyceum-test-data');
  const usual = { NODE_ENV: 'test', LOG_LEVEL: 'silent', LYCEUM_SECRET: secret, LYCEUM_DATA, ENGINE };
  // All tests come from one address, and faster than people.
  const config = readConfig({ ...usual, ...patient, RATE_PER_ADDRESS: '0', RATE_PER_USER: '0', ...settings });
  const [secrets, clock] = [new Secrets(secret), new ManualClock()];
  return {
    config,
    log: silentLog,
    secrets,
    clock,
    bus: new InProcessBus(),
    live: openLiveTopics(),
    mailer: new RecordingMailer(),
    caught: new CaughtMessages(),
    objects: new TestObjects(new SignedUrls({ secrets, clock, publicUrl: config.PUBLIC_URL })),
    databaseUrl,
    documentsUrl,
  };
}
