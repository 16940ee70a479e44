import type { ChannelPort, Outcome } from '../channel';
import { writeEmail } from './email.letter';

/** The house's mailer as a channel. */
export const emailPort: ChannelPort = {
  reaches: ({ email }) => email !== null,
  async send({ mailer, config, secrets }, message) {
    const mail = writeEmail(message, { publicUrl: config.PUBLIC_URL, secrets });
    try {
      await mailer.send(mail);
    } catch (error) {
      return refusalOf(error);
    }
    return { isSent: true, providerId: mail.messageId ?? '' };
  },
};

/** A server's 5xx is for good (RFC 5321, section 4.2.1); of those, 550 to 553 are about the address. @throws what is not */
function refusalOf(error: unknown): Outcome {
  const { responseCode = 0 } = error as { responseCode?: number };
  if (responseCode < 500) throw error;
  return { isSent: false, problem: String(responseCode), isGone: responseCode >= 550 && responseCode <= 553 };
}
