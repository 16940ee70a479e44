import type { ApolloServerPlugin } from '@apollo/server';
import type { GatewayContext } from '../../context';
import type { Rates } from './rates';

/** Takes from the budget of an API key what its operation has cost. */
export function budgetPlugin(rates: Rates): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: ({ contextValue }) => payFor(contextValue, rates),
      }),
  };
}

/** The same, for what does not come over HTTP. */
export async function payFor({ key, cost }: Pick<GatewayContext, 'key' | 'cost'>, rates: Rates): Promise<void> {
  if (key && cost) await rates.spend(key, cost);
}
