import { on } from '../../../kit/events/on';
import { PictureUse } from '../picture/picture.use';

/** Nobody has a picture who is nobody any more. */
export const onUserErased = on('user.erased', (tx, { userId }) =>
  tx.get(PictureUse).set({ as: 'AVATAR', id: userId }, null, null),
);
