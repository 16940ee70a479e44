import { ViewerSeal, viewerHeader } from '../../../kit/identity/signed-viewer';
import { Viewer } from '../../../kit/identity/viewer';
import { openPublicRoutes } from '../../../kit/subgraph/public-routes';
import type { SubgraphTest } from '../../../kit/testing/subgraph-test';

interface Call {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: string;
}

/** What somebody who is nobody POSTs to a public route, as the gateway hands it over: the status, and the code of a refusal. */
export async function callOf(house: SubgraphTest, { url, headers, payload }: Call): Promise<[number, string?]> {
  const app = (await openPublicRoutes(house.subgraph))!;
  const seal = await new ViewerSeal(house.house.secrets, house.clock).sign(Viewer.anonymous);
  const { pathname } = new URL(url, 'http://lyceum.test');
  const answer = await app.inject({
    method: 'POST',
    url: pathname,
    headers: { ...headers, [viewerHeader]: seal },
    payload,
  });
  await app.close();
  const { errors } = answer.body === '' ? {} : answer.json<{ errors?: [{ extensions: { code: string } }] }>();
  return errors ? [answer.statusCode, errors[0].extensions.code] : [answer.statusCode];
}
