import { Channel, type ChannelPort } from './channel';
import { emailPort } from './email/email.port';
import { pushPort } from './push/push.port';
import { smsPort } from './sms/sms.port';

/** Channels that leave the house; the list of notifications is a row and nothing more. */
export type OutwardChannel = Exclude<Channel, Channel.IN_APP>;

export const ports: Readonly<Record<OutwardChannel, ChannelPort>> = {
  [Channel.EMAIL]: emailPort,
  [Channel.PUSH]: pushPort,
  [Channel.SMS]: smsPort,
};

export const outwardChannels = Object.keys(ports) as readonly OutwardChannel[];
