import { z } from 'zod';

/**
 * What makes an access token say more, or less, than is true, before it expires. `at`: tokens issued before do not know
 * of it. Users tells the gateway, which ends the streams of those concerned.
 */
export const viewerChangeShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('SESSIONS_ENDED'), sessionIds: z.array(z.string()), at: z.iso.datetime() }),
  z.object({ kind: z.literal('ROLES_CHANGED'), userIds: z.array(z.string()), at: z.iso.datetime() }),
  z.object({ kind: z.literal('API_KEY_REVOKED'), ownerId: z.string(), at: z.iso.datetime() }),
]);

export type ViewerChange = z.infer<typeof viewerChangeShape>;
