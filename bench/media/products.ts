import { ProductPeer } from '../course-page/product-peer';
import type { Databases } from '../measure/databases';

/** What no run of seconds could do as it is by default: grants that last, and as many as can be started. */
export const settings = {
  PLAYBACK_GRANT_SECONDS: '3600',
  PLAYBACK_MAX_STREAMS: '100',
  PLAYBACK_STARTS_PER_MINUTE: '1000000',
};

export const inMemory = 'Lyceum, one process';
export const overHttp = 'Lyceum, gateway and subgraphs in two processes';

/** The product as `lyceum dev` wires it, and as `lyceum serve` does. */
export async function startProducts(
  world: Pick<Databases, 'settings'>,
  { hasWorkers }: { readonly hasWorkers: boolean },
): Promise<readonly [ProductPeer, ProductPeer]> {
  const order = { settings: { ...world.settings, ...settings }, hasWorkers };
  const one = await ProductPeer.start(inMemory, { ...order, role: 'gateway' });
  try {
    return [one, await ProductPeer.start(overHttp, { ...order, role: 'gateway over HTTP' })];
  } catch (error) {
    await one.stop();
    throw error;
  }
}
