import { ProviderRefusal } from '../provider/provider-refusal';
import { SubscriptionPaymentDeclined } from './subscription.types';

/** A card that is declined is an answer. */
export async function orDeclined<T>(work: () => Promise<T>): Promise<T | SubscriptionPaymentDeclined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProviderRefusal && error.decline) return SubscriptionPaymentDeclined.of(error.decline);
    throw error;
  }
}
