import { PhoneLoaders } from '../../phone/phone.loaders';
import type { ChannelPort } from '../channel';
import { smsSender } from './sms-sender';
import { statusUrl } from './status-url';
import { smsText } from './sms.text';

/** Text messages to numbers that were verified. */
export const smsPort: ChannelPort = {
  reaches: async (scope, { userId }) =>
    smsSender(scope) !== null && (await scope.get(PhoneLoaders).verified(userId)) !== null,
  addressOf: (scope, { userId }) => scope.get(PhoneLoaders).verified(userId),
  async send(scope, message, to) {
    const sender = smsSender(scope);
    if (!sender || !to) return { isSent: false, problem: 'NO_ADDRESS', gone: null };
    return sender.send({
      to,
      text: smsText(message),
      statusUrl: statusUrl(scope.config.PUBLIC_URL, message.deliveryId),
    });
  },
};
