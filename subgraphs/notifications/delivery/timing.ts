import type { NotificationSettings } from '../settings/notification-settings.entity';
import { nextDigest } from '../settings/digest-time';
import { quietUntil } from '../settings/quiet-hours';
import { Channel } from '../channel/channel';
import type { OutwardChannel } from '../channel/ports';

/** When something goes out: at once where `at` is null; in a letter that gathers where it is a digest. */
export interface Timing {
  readonly at: Date | null;
  readonly isDigest: boolean;
}

interface What {
  readonly channel: OutwardChannel;
  readonly isUrgent: boolean;
  readonly timeZone: string;
}

/** In quiet hours nothing leaves but what is urgent to devices, which know themselves when they are to be silent. */
export const sleepsAtNight = ({ channel, isUrgent }: Pick<What, 'channel' | 'isUrgent'>): boolean =>
  channel !== Channel.PUSH || !isUrgent;

/** Letters wait for the digest, unless they are urgent; nothing else is ever gathered. */
export function timingOf(now: Date, settings: NotificationSettings, { channel, isUrgent, timeZone }: What): Timing {
  const { quiet } = settings;
  const afterQuiet = (at: Date): Date | null => quiet && quietUntil(at, quiet, timeZone);
  const digestAt = channel === Channel.EMAIL && !isUrgent ? nextDigest(now, settings, timeZone) : null;
  if (digestAt) return { at: afterQuiet(digestAt) ?? digestAt, isDigest: true };
  return { at: sleepsAtNight({ channel, isUrgent }) ? afterQuiet(now) : null, isDigest: false };
}
