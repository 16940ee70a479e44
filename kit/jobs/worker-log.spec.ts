import { NotYet } from './not-yet';
import { workerLog } from './worker-log';
import { silentLog } from '../testing/silent-log';

it('a failure is a warning; what only has to wait is one after its last try', () => {
  const warned: string[] = [];
  const log = Object.assign(Object.create(silentLog) as typeof silentLog, {
    warn: ({ worker }: { worker: string }) => void warned.push(worker),
  });
  const logger = workerLog(log);
  const failed = (what: string, error: Error, attempts: number) =>
    logger.error(what, { failure: true, error, job: { attempts, max_attempts: 8 } });
  failed('broken', new Error('broken'), 1);
  failed('waits', new NotYet('not yet'), 7);
  failed('never came', new NotYet('not yet'), 8);
  logger.error('lost its database');
  logger.info('done');
  expect(warned).toEqual(['broken', 'never came', 'lost its database']);
});
