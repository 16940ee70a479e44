import { notification } from './1764600001000-notification';

/** In order of creation. */
export const migrations = [notification];
