import type StripeSdk from 'stripe';
import type { Scope } from '../../../kit/scope/scope';
import { declineOf, type Decline } from './declines';
import { cardOf, type Card } from './provider-card';
import { ProviderClient } from './provider-client';
import { idOf } from './provider-payment';
import { ProviderRefusal } from './provider-refusal';

/** A card that is being saved. */
export interface ProviderSetup {
  readonly id: string;
  readonly customerId: string | null;
  readonly isDone: boolean;
  readonly decline: Decline | null;
  readonly card: Card | null;
  /** For the person whose card it is only. */
  readonly clientSecret: string | null;
}

const setupExpansion = ['payment_method'];

/** Customers and their saved cards at the provider. */
export class CardProvider {
  private readonly client: ProviderClient;

  constructor(scope: Pick<Scope, 'shared'>) {
    this.client = scope.shared(ProviderClient);
  }

  /** Who buys, as the provider knows them: by our id, nothing else. */
  async customer(userId: string): Promise<string> {
    const { id } = await this.client.call('customers.create', 'customer', (stripe) =>
      stripe.customers.create({ metadata: { lyceum_user: userId } }, { idempotencyKey: `user:${userId}:customer` }),
    );
    return id;
  }

  /** Forgets them and their cards. */
  async forget(customerId: string): Promise<void> {
    await this.unlessGone(() =>
      this.client.call('customers.del', 'customer', (stripe) =>
        stripe.customers.del(customerId, {}, { idempotencyKey: `${customerId}:forget` }),
      ),
    );
  }

  /** A browser goes on with it and types the card. */
  async beginSetup(customerId: string, key: string): Promise<ProviderSetup> {
    return setupOf(
      await this.setup('setupIntents.create', (stripe) =>
        stripe.setupIntents.create(
          {
            customer: customerId,
            usage: 'off_session',
            automatic_payment_methods: { enabled: true },
            expand: setupExpansion,
          },
          { idempotencyKey: key },
        ),
      ),
    );
  }

  async readSetup(id: string): Promise<ProviderSetup> {
    return setupOf(
      await this.setup('setupIntents.retrieve', (stripe) =>
        stripe.setupIntents.retrieve(id, { expand: setupExpansion }),
      ),
    );
  }

  /** Null of one that the provider does not have. */
  async readCard(id: string): Promise<Card | null> {
    const method = await this.unlessGone(() =>
      this.client.call('paymentMethods.retrieve', 'payment_method', (stripe) => stripe.paymentMethods.retrieve(id)),
    );
    return method && cardOf(method);
  }

  /** Nothing can be charged to it any more. */
  async detach(id: string): Promise<void> {
    await this.unlessGone(() =>
      this.client.call('paymentMethods.detach', 'payment_method', (stripe) =>
        stripe.paymentMethods.detach(id, {}, { idempotencyKey: `${id}:detach` }),
      ),
    );
  }

  private setup(
    what: string,
    work: (stripe: StripeSdk) => Promise<StripeSdk.SetupIntent>,
  ): Promise<StripeSdk.SetupIntent> {
    return this.client.call(what, 'setup_intent', work);
  }

  private async unlessGone<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof ProviderRefusal && error.isAboutState) return null;
      throw error;
    }
  }
}

function setupOf(setup: StripeSdk.SetupIntent): ProviderSetup {
  const method = setup.payment_method;
  return {
    id: setup.id,
    customerId: idOf(setup.customer),
    isDone: setup.status === 'succeeded',
    decline: setup.last_setup_error ? declineOf(setup.last_setup_error) : null,
    card: typeof method === 'object' && method ? cardOf(method) : null,
    clientSecret: setup.client_secret,
  };
}
