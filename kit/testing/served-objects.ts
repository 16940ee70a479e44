import { get, type ClientRequest } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { ViewerSeal, viewerHeader } from '../identity/signed-viewer';
import { Viewer } from '../identity/viewer';
import { serveObjects } from '../objects/serve-objects';
import type { ManualClock } from '../scope/clock';
import { defineSubgraph } from '../subgraph/define';
import { openPublicRoutes } from '../subgraph/public-routes';
import { sample } from './sample-subgraph';
import { subgraphTest } from './subgraph-test';
import type { TestHouse } from './test-house';
import type { TestObjects } from './test-objects';

export interface ServedObjects {
  readonly house: TestHouse;
  readonly clock: ManualClock;
  readonly objects: TestObjects;
  /** Asks for a signed URL as the gateway does for nobody in particular. */
  ask(url: string, headers?: Record<string, string>, method?: string): Promise<Response>;
  /** The same over a connection of its own, for who leaves in the middle. */
  begin(url: string): Promise<ClientRequest>;
}

/** A subgraph `media` that serves the objects of its house over HTTP; opened before the file's tests and closed after. */
export function servedObjects(): ServedObjects {
  const media = defineSubgraph({
    ...sample,
    name: 'media',
    publicRoutes: (routes, { resources }) => serveObjects(routes, resources),
  });
  const test = subgraphTest(media);
  let app: FastifyInstance | null = null;
  let origin = '';
  beforeAll(async () => {
    app = await openPublicRoutes(test.subgraph);
    origin = (await app?.listen({ host: '127.0.0.1', port: 0 })) ?? '';
  });
  afterAll(() => app?.close());
  const here = (url: string): string => url.replace(test.house.config.PUBLIC_URL, origin);
  const signed = async () => ({
    [viewerHeader]: await new ViewerSeal(test.house.secrets, test.clock).sign(Viewer.anonymous),
  });
  return {
    get house() {
      return test.house;
    },
    get clock() {
      return test.clock;
    },
    get objects() {
      return test.house.objects;
    },
    ask: async (url, headers = {}, method = 'GET') =>
      fetch(here(url), { method, headers: { ...headers, ...(await signed()) } }),
    begin: async (url) => get(here(url), { agent: false, headers: await signed() }).on('error', () => undefined),
  };
}
