import { on } from '../../../kit/events/on';
import { accesses } from './access.document';
import { shares } from './share.document';
import { ShareKind } from './share.kind';

/** Nothing is shared with who is nobody any more, and nobody knows what they got. */
export const onReaderErased = on(
  'user.erased',
  async (tx, { userId }) => {
    await tx.documents.of(shares).deleteMany({ withId: userId, kind: ShareKind.PERSON });
    await tx.documents.of(accesses).updateMany({ personId: userId }, { $set: { personId: null } });
  },
  'shares',
);
