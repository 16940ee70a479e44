import { on } from '../../../kit/events/on';
import { NotificationWithdrawal } from '../notification/notification.withdrawal';

/** What was told of a post that a moderator removed: nobody reads it any more, in a list or a letter that has not gone. */
export const onPostModerated = on('post.moderated', async (tx, { postId, decision }) => {
  if (decision === 'REMOVE') await tx.get(NotificationWithdrawal).ofPost(postId);
});
