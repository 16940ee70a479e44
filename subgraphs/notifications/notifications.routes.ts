import type { FastifyInstance } from 'fastify';
import { useMailEvents } from './channel/email/events/mail-events.routes';
import { useUnsubscribe } from './channel/email/unsubscribe.routes';
import { useTwilio } from './channel/sms/twilio.routes';

/** What is reached below `/notifications/` beside GraphQL: by people who hold a letter, and by providers. */
export function notificationsRoutes(app: FastifyInstance): void {
  useUnsubscribe(app);
  useTwilio(app);
  useMailEvents(app);
}
