import { on } from '../../../kit/events/on';
import { ContactService } from './contact.service';

export const onUserChanged = on('user.changed', (tx, facts) => tx.get(ContactService).take(facts));

/** What somebody was told, how, and where they are reached: all of it goes. */
export const onUserErased = on('user.erased', async (tx, { userId }) => {
  await tx.get(ContactService).forget(userId);
  for (const statement of FORGET) await tx.db.query(statement, [userId]);
});

const FORGET = [
  'DELETE FROM delivery WHERE user_id = $1',
  'DELETE FROM notification WHERE user_id = $1',
  'DELETE FROM notification_group WHERE user_id = $1',
  'DELETE FROM preference WHERE user_id = $1',
  'DELETE FROM notification_settings WHERE user_id = $1',
  'DELETE FROM course_mute WHERE user_id = $1',
  'DELETE FROM phone_number WHERE user_id = $1',
  'DELETE FROM push_device WHERE user_id = $1',
  'DELETE FROM address_proof WHERE user_id = $1',
  'DELETE FROM learner WHERE user_id = $1',
  'DELETE FROM follow WHERE user_id = $1',
  'DELETE FROM follow WHERE subject_id = $1',
  'DELETE FROM unread_conversation WHERE user_id = $1',
  'UPDATE announcement SET author_id = NULL, version = version + 1 WHERE author_id = $1',
];
