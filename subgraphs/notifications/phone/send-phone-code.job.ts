import { defineJob, type Job } from '../../../kit/jobs/job';
import { Channel } from '../channel/channel';
import { smsSender } from '../channel/sms/sms-sender';
import { ContactLoaders } from '../contact/contact.loaders';
import { proofWords } from '../proof/proof.words';
import { Proofs } from '../proof/proofs';
import { formatMessage } from '../template/message';
import { placeFor } from '../template/words';
import { PhoneNumber } from './phone-number.entity';
import { openNumber } from './sealed-number';

/** The code is made when it is sent: the queue never holds one, and another try makes another (ADR 071). */
export const sendPhoneCode: Job<{ userId: string }> = defineJob('send_phone_code', async (scope, { userId }) => {
  const [sender, known] = [smsSender(scope), await scope.db.findOneBy(PhoneNumber, { userId })];
  if (!sender || !known) return;
  const { mark } = known;
  const contact = await scope.get(ContactLoaders).of.load(userId);
  const place = placeFor(contact ?? { locale: 'en', timeZone: 'UTC' });
  const code = await scope.get(Proofs).issue({ userId, channel: Channel.SMS, mark });
  const text = formatMessage(proofWords[place.language].text, { code }, place);
  const outcome = await sender.send({ to: openNumber(scope.secrets, known), text });
  if (!outcome.isSent) await scope.db.update(PhoneNumber, { userId, mark }, { problem: outcome.problem });
});
