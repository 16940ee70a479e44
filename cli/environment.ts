import type { Config } from '../kit/config/config';
import { openSecrets } from '../kit/config/secrets';
import { documentsUrl } from '../kit/documents/documents-url';
import { InProcessBus, type EventBus } from '../kit/events/bus';
import { eventsOf } from '../kit/events/on';
import { openRabbitBus } from '../kit/events/rabbit-bus';
import { openLiveTopics } from '../kit/live/live';
import { openRedisLiveTopics } from '../kit/live/redis-live';
import { openLog, type Log } from '../kit/log/log';
import { startMailCatcher, type MailCatcher } from '../kit/mail/catcher';
import { CaughtMessages } from '../kit/mail/caught-messages';
import { openMailer } from '../kit/mail/mailer';
import { openObjects } from '../kit/objects/open-objects';
import { systemClock } from '../kit/scope/clock';
import { ensureDatabase, type House } from '../kit/subgraph/house';
import { openMongo, openPostgres } from './servers';
import { subgraphs } from './subgraphs';

/** The house of one process with what it had to start for itself. */
export interface Environment {
  readonly house: House;
  readonly mailCatcher: MailCatcher | undefined;
  close(): Promise<void>;
}

interface EnvironmentOptions {
  /** The process runs every subgraph that its events concern, or no jobs at all: it needs no broker. */
  readonly alone: boolean;
}

/** Opens databases, broker and mail by URL where the configuration names them, embedded ones where it does not. */
export async function openEnvironment(config: Config, { alone }: EnvironmentOptions): Promise<Environment> {
  const log = openLog(config);
  const bus = alone ? new InProcessBus() : await openBus(config, log);
  const secrets = openSecrets(config);
  const postgres = await openPostgres(config, secrets);
  const mongo = openMongo(config, log);
  const mailCatcher = config.SMTP_URL ? undefined : await startMailCatcher();
  const mailer = openMailer({ url: config.SMTP_URL ?? mailCatcher?.url ?? '', from: config.MAIL_FROM });
  const live = config.REDIS_URL ? openRedisLiveTopics(config.REDIS_URL, log) : openLiveTopics();
  const objects = openObjects({ config, secrets, clock: systemClock });
  const house: House = {
    config,
    secrets,
    log,
    clock: systemClock,
    bus,
    live,
    mailer,
    caught: new CaughtMessages(),
    objects,
    databaseUrl: (subgraph) => ensureDatabase(postgres.url, subgraph),
    documentsUrl: async (subgraph) => documentsUrl(await mongo.url(), `lyceum_${subgraph}`),
  };
  const close = async (): Promise<void> => {
    await bus.close();
    await live.close();
    await mailer.close();
    await objects.close();
    await mailCatcher?.close();
    await mongo.stop();
    await postgres.stop();
  };
  return { house, mailCatcher, close };
}

/** The broker keeps events for every subgraph from the first start of any: none is lost before the others run. */
async function openBus(config: Config, log: Log): Promise<EventBus> {
  const { EVENT_BUS_URL: url } = config;
  if (!url) return new InProcessBus();
  const groups = subgraphs.map(({ name, handlers }) => [name, eventsOf(handlers)] as const);
  return openRabbitBus({ url, log, groups: Object.fromEntries(groups.filter(([, names]) => names.length > 0)) });
}
