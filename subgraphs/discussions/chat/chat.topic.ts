import { liveTopic } from '../../../kit/live/live';
import type { Scope } from '../../../kit/scope/scope';
import { Message } from './message.document';

/** Who is in a conversation right now, as far as one process knows. */
export interface Attendance {
  readonly processId: string;
  readonly userIds: readonly string[];
  /** Whether the others are to say who is with them. */
  readonly isAsking: boolean;
}

/** What happened in a conversation. A message is carried whole: a thousand receivers would read it a thousand times. */
export interface ChatEvent {
  readonly kind: 'POSTED' | 'CHANGED' | 'READ' | 'TYPING' | 'MEMBERS' | 'PRESENCE';
  readonly message: Message | null;
  /** Who read, types, or came or went; null where that may be anybody. */
  readonly userId: string | null;
  /** Until where they read. */
  readonly seq: number | null;
  /** Of PRESENCE, who is here. */
  readonly attendance?: Attendance | null;
}

/** Keys: `<conversation>`; of a room `<course>`, where it is also told who comes and goes. */
export const chatTopic = liveTopic<ChatEvent>('conversation');

/** Who comes and goes alone, by the same keys: a thousand who wait at the door need not hear what is said inside. */
export const doorTopic = liveTopic<Pick<ChatEvent, 'userId'>>('conversation_door');

export interface ChatPlace {
  readonly _id: string;
  readonly courseId: string;
  readonly kind: string;
}

export const chatKey = ({ _id, courseId, kind }: ChatPlace): string => (kind === 'ROOM' ? courseId : _id);

type Told = Pick<ChatEvent, 'kind'> & Partial<ChatEvent>;

export function announceChat(tx: Scope, key: string, told: Told): void {
  const event = { message: null, userId: null, seq: null, ...told };
  const { kind, userId } = event;
  tx.afterCommit(() => {
    chatTopic.publish(tx.live, key, event);
    if (kind === 'MEMBERS') doorTopic.publish(tx.live, key, { userId });
  });
}

/** A message as it arrives: between processes it is text on its way. */
export function received(message: Message): Message {
  const { createdAt, editedAt, deletedAt } = message;
  const dates = { createdAt: new Date(createdAt), editedAt: dated(editedAt), deletedAt: dated(deletedAt) };
  return Object.assign(new Message(), message, dates);
}

const dated = (date: Date | null): Date | null => (date === null ? null : new Date(date));
