import { decodeJwt } from 'jose';
import { viewerOfPayload } from '../../../kit/identity/access-token';
import { ViewerSeal, viewerHeader } from '../../../kit/identity/signed-viewer';
import { Viewer } from '../../../kit/identity/viewer';
import type { SubgraphTest } from '../../../kit/testing/subgraph-test';
import { password as usual } from '../profile/user.factory';

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly session: { readonly id: string };
}

export type Outcome = {
  readonly kind: string;
  readonly code?: string;
  readonly retryAfter?: number;
} & Partial<Tokens>;

const logInOperation = `mutation ($input: LogInInput!) { logIn(input: $input) {
  kind: __typename ... on LogInPayload { accessToken refreshToken session { id } } ... on Refusal { code } ... on TooManyAttempts { retryAfter } } }`;

const refreshOperation = `mutation ($input: RefreshSessionInput!) { refreshSession(input: $input) {
  kind: __typename ... on RefreshSessionPayload { accessToken refreshToken session { id } } ... on Refusal { code } } }`;

/** Calls the subgraph from some address, as somebody. */
export async function callFrom<T>(
  house: SubgraphTest,
  address: string,
  query: string,
  variables = {},
  viewer = Viewer.anonymous,
): Promise<T> {
  const signed = await new ViewerSeal(house.house.secrets, house.clock).sign(viewer);
  const result = await house.subgraph.execute(
    { query, variables },
    { [viewerHeader]: signed, 'x-lyceum-address': address, 'user-agent': 'test' },
  );
  if (result.errors) throw new Error(JSON.stringify(result.errors));
  return result.data as T;
}

export async function logIn(
  house: SubgraphTest,
  email: string,
  { password = usual, address = '203.0.113.7' } = {},
): Promise<Outcome> {
  const data = await callFrom<{ logIn: Outcome }>(house, address, logInOperation, { input: { email, password } });
  return data.logIn;
}

/** Logs in someone for whom it must work. */
export async function tokensOf(house: SubgraphTest, email: string, options = {}): Promise<Tokens> {
  const outcome = await logIn(house, email, options);
  if (outcome.kind !== 'LogInPayload') throw new Error(JSON.stringify(outcome));
  return outcome as unknown as Tokens;
}

export async function refresh(house: SubgraphTest, refreshToken: string): Promise<Outcome> {
  const data = await house.data<{ refreshSession: Outcome }>(refreshOperation, {
    variables: { input: { refreshToken } },
  });
  return data.refreshSession;
}

/** Who an access token says someone is; the signature is another test's matter. */
export function viewerOf({ accessToken }: Pick<Tokens, 'accessToken'>): Viewer {
  return viewerOfPayload(decodeJwt(accessToken));
}
