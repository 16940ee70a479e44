import { Channel, type ChannelPort } from './channel';
import { emailPort } from './email/email.port';

/** Channels that leave the house; the list of notifications is a row and nothing more. */
export type OutwardChannel = Exclude<Channel, Channel.IN_APP>;

export const ports: Readonly<Record<OutwardChannel, ChannelPort>> = { [Channel.EMAIL]: emailPort };

export const outwardChannels = Object.keys(ports) as readonly OutwardChannel[];
