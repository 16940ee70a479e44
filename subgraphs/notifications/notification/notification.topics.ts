import { liveTopic } from '../../../kit/live/live';

export interface NotificationMessage {
  readonly notificationId: string;
}

/** Keys: `<person>`. */
export const notificationTopic = liveTopic<NotificationMessage>('notification');
