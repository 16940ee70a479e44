import { defineCron } from '../../../../../kit/jobs/job';
import { daysBefore } from '../../../../../kit/scope/clock';

/** Signatures are good for minutes; a month is for those who look into what happened. */
export const forgetMailEvents = defineCron('forget_mail_events', '53 3 * * *', async (scope) => {
  await scope.db.query('DELETE FROM provider_event WHERE received_at < $1', [daysBefore(scope.clock.now(), 30)]);
});
