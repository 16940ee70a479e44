import { defineJob, type Job } from '../../../kit/jobs/job';
import { Channel } from '../channel/channel';
import { ContactLoaders } from '../contact/contact.loaders';
import { markOf } from '../phone/sealed-number';
import { proofWords } from '../proof/proof.words';
import { Proofs } from '../proof/proofs';
import { formatMessage } from '../template/message';
import { placeFor } from '../template/words';

/** The code is made when it is sent: the queue never holds one, and another try makes another (ADR 071). */
export const sendEmailCode: Job<{ userId: string }> = defineJob('send_email_code', async (scope, { userId }) => {
  const contact = await scope.get(ContactLoaders).of.load(userId);
  if (!contact?.email) return;
  const { email, displayName: personName } = contact;
  const place = placeFor(contact);
  const { subject, greeting, lines } = proofWords[place.language];
  const code = await scope.get(Proofs).issue({ userId, channel: Channel.EMAIL, mark: markOf(scope.secrets, email) });
  const text = [greeting, ...lines].map((line) => formatMessage(line, { code, personName }, place)).join('\n\n');
  await scope.mailer.send({ to: email, subject, text });
});
