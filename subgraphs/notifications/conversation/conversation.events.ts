import { on } from '../../../kit/events/on';
import { Unread } from './unread';

export const onMessagePosted = on('message.posted', (tx, message) => tx.get(Unread).add(message));

export const onConversationRead = on('conversation.read', (tx, reading) => tx.get(Unread).read(reading));
