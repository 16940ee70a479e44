import { Channel } from '../channel/channel';
import type { NotificationKind } from '../kind/kind';
import { kinds } from '../kind/kinds';

/** Whether a kind comes by a channel to whoever chose nothing: to devices what is in the list, as text message what is urgent. */
export function isUsual(kind: NotificationKind, channel: Channel): boolean {
  const { channels, isUrgent } = kinds[kind];
  if (channel === Channel.SMS) return isUrgent;
  return channels.includes(channel === Channel.PUSH ? Channel.IN_APP : channel);
}
