import { join } from 'node:path';
import type { Config } from '../kit/config/config';
import { openSecrets, type Secrets } from '../kit/config/secrets';
import { attachEmbeddedPostgres, startEmbeddedPostgres } from '../kit/database/embedded';
import { InProcessBus } from '../kit/events/bus';
import { openLiveTopics } from '../kit/live/live';
import { openLog } from '../kit/log/log';
import { startMailCatcher, type MailCatcher } from '../kit/mail/catcher';
import { openMailer } from '../kit/mail/mailer';
import { systemClock } from '../kit/scope/clock';
import { ensureDatabase, type House } from '../kit/subgraph/house';
import { holderOf } from './lock';

/** The house of one process with what it had to start for itself. */
export interface Environment {
  readonly house: House;
  readonly mailCatcher: MailCatcher | undefined;
  close(): Promise<void>;
}

interface Server {
  readonly url: string;
  stop(): Promise<void>;
}

/** Opens databases and mail by URL where the configuration names them, embedded ones where it does not. */
export async function openEnvironment(config: Config): Promise<Environment> {
  const secrets = openSecrets(config);
  const postgres = await openPostgres(config, secrets);
  const mailCatcher = config.SMTP_URL ? undefined : await startMailCatcher();
  const mailer = openMailer({ url: config.SMTP_URL ?? mailCatcher?.url ?? '', from: config.MAIL_FROM });
  const house: House = {
    config,
    secrets,
    log: openLog(config),
    clock: systemClock,
    bus: new InProcessBus(),
    live: openLiveTopics(),
    mailer,
    databaseUrl: (subgraph) => ensureDatabase(postgres.url, subgraph),
  };
  const close = async (): Promise<void> => {
    await house.bus.close();
    await mailer.close();
    await mailCatcher?.close();
    await postgres.stop();
  };
  return { house, mailCatcher, close };
}

/** By URL; else the embedded server: the one of a product that runs on this folder, or one of our own. */
async function openPostgres(config: Config, secrets: Secrets): Promise<Server> {
  if (config.DATABASE_URL) return { url: config.DATABASE_URL, stop: () => Promise.resolve() };
  const options = { folder: join(config.LYCEUM_DATA, 'postgres'), password: secrets.key('postgres').toString('hex') };
  const isShared = holderOf(config.LYCEUM_DATA) !== null;
  return isShared
    ? { url: attachEmbeddedPostgres(options), stop: () => Promise.resolve() }
    : startEmbeddedPostgres(options);
}
