import { OutcomeUnknown, type ChannelPort, type Outcome } from '../channel';
import { SuppressionReason } from '../../suppression/suppressions';
import { writeEmail } from './email.letter';

/** The house's mailer as a channel. */
export const emailPort: ChannelPort = {
  reaches: (_scope, { contact }) => Promise.resolve(!contact || contact.email !== null),
  addressOf: (_scope, { contact }) => Promise.resolve(contact?.email ?? null),
  async send({ mailer, config, secrets }, message) {
    const mail = writeEmail(message, { publicUrl: config.PUBLIC_URL, secrets });
    try {
      await mailer.send(mail);
    } catch (error) {
      return refusalOf(error);
    }
    return { isSent: true, providerId: mail.messageId ?? null };
  },
};

/** What nodemailer says of a letter that did not go: the command that the server answered, and what it answered. */
interface MailError {
  readonly command?: string;
  readonly code?: string;
  readonly originalCode?: string;
  readonly timeoutType?: string;
  readonly response?: string;
  readonly responseCode?: number;
}

/**
 * A server's 5xx is for good (RFC 5321, section 4.2.1) where it answers the recipient or the letter; elsewhere it is about
 * us, such as a password that was changed, and passes. @throws what is not for good
 */
function refusalOf(error: unknown): Outcome {
  const { command, code, response = '', responseCode = 0 } = error as MailError;
  const isOfRecipient = command === 'RCPT TO';
  const isOfLetter = command === 'DATA' && code === 'EMESSAGE';
  if (responseCode >= 500 && (isOfRecipient || isOfLetter)) {
    const isGone = isOfRecipient && goneCodes.includes(responseCode) && !passes.test(response);
    return { isSent: false, problem: String(responseCode), gone: isGone ? SuppressionReason.BOUNCE : null };
  }
  throw mayHaveArrived(error as MailError) ? new OutcomeUnknown({ cause: error }) : error;
}

/** No such mailbox, moved away, no such name (RFC 5321, section 4.2.3). */
const goneCodes = [550, 551, 553];

/** A full mailbox, and policies, which are about the sender (RFC 3463, sections 3.3 and 3.8). */
const passes = /^\d{3}[ -]5\.(2\.2|7\.\d+)\b/;

/** A connection that stood and broke, or fell silent: the server may have the letter and not have come to say so. */
function mayHaveArrived({ command, code, originalCode, timeoutType, responseCode }: MailError): boolean {
  if (command !== 'CONN' || responseCode) return false;
  return (
    code === 'ECONNECTION' || timeoutType === 'SOCKET_TIMEOUT' || ['ECONNRESET', 'EPIPE'].includes(originalCode ?? '')
  );
}
