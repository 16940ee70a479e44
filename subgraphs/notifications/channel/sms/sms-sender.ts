import type { Scope } from '../../../../kit/scope/scope';
import type { SmsSender } from './text-message';
import { twilio } from './twilio';

/** By whom text messages are sent: Twilio where the settings name an account, else nobody, whose messages are kept to be read. */
export function smsSender(scope: Scope): SmsSender | null {
  const { TWILIO_ACCOUNT_SID: sid, TWILIO_AUTH_TOKEN: token, TWILIO_FROM: from, TWILIO_API_URL: url } = scope.config;
  if (sid && token && from) return twilio({ sid, token, from, url });
  return scope.config.NODE_ENV === 'production' ? null : catcher(scope);
}

const catcher = ({ caught, clock }: Scope): SmsSender => ({
  send({ to, text }) {
    const { id } = caught.put({ channel: 'SMS', to, title: null, text }, clock.now());
    return Promise.resolve({ isSent: true, providerId: `caught-${id}` });
  },
});
