import { on } from '../../../kit/events/on';

/** What was told of a post that a moderator removed: nobody reads it any more, in a list or a letter that has not gone. */
export const onPostModerated = on('post.moderated', async (tx, { postId, decision }) => {
  if (decision !== 'REMOVE') return;
  await tx.db.query(WITHDRAW, [postId]);
  await tx.db.query(STOP, [postId, tx.clock.now()]);
});

const WITHDRAW = `
  UPDATE notification SET is_shown = false, facts = facts || '{"threadTitle": "", "snippet": ""}'
   WHERE facts ->> 'postId' = $1::text`;

const STOP = `
  UPDATE delivery SET state = 'SKIPPED', problem = 'WITHDRAWN', version = version + 1, updated_at = $2
   WHERE state IN ('PENDING', 'WAITING')
     AND notification_id = ANY(ARRAY(SELECT id FROM notification WHERE facts ->> 'postId' = $1::text))`;
