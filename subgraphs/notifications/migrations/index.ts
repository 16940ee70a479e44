import { notification } from './1764600001000-notification';
import { delivery } from './1764600002000-delivery';
import { template } from './1764600003000-template';
import { settings } from './1764600004000-settings';
import { announcement } from './1764600005000-announcement';
import { withdrawal } from './1764600006000-withdrawal';
import { conversation } from './1764600007000-conversation';
import { follow } from './1764600008000-follow';
import { channels } from './1764600010000-channels';

/** In order of creation. */
export const migrations = [
  notification,
  delivery,
  template,
  settings,
  announcement,
  withdrawal,
  conversation,
  follow,
  channels,
];
