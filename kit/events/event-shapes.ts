import { z } from 'zod';

/** What shapes of events are made of. */
export const id = z.uuid();
export const instant = z.iso.datetime();
