import 'reflect-metadata';
import { flushCompileCache } from 'node:module';
import { openMailer } from '../../../kit/mail/mailer';
import { systemClock } from '../../../kit/scope/clock';
import { RunningSubgraph } from '../../../kit/subgraph/running';
import { testHouse } from '../../../kit/testing/test-house';
import { notifications } from '..';

/** Does what is due, and sends letters by SMTP, until somebody kills it. */
async function work(databaseUrl: string, smtpUrl: string): Promise<void> {
  const house = testHouse(() => Promise.resolve(databaseUrl));
  const mailer = openMailer({ url: smtpUrl, from: 'Lyceum <no-reply@lyceum.test>' });
  const subgraph = await RunningSubgraph.start(notifications, { ...house, clock: systemClock, mailer });
  await subgraph.worker.start();
  // Whoever is killed leaves nothing of what it compiled unless it does so at once.
  flushCompileCache();
}

void work(process.argv[2] ?? '', process.argv[3] ?? '');
