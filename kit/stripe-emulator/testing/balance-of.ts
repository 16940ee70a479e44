import type StripeSdk from 'stripe';

/** What a balance has, and what its movements sum up to, by currency: the two are the same at all times. */
export async function balanceAndMovements(stripe: StripeSdk, options: StripeSdk.RequestOptions = {}) {
  const { available, pending } = await stripe.balance.retrieve({}, options);
  const balance: Record<string, number> = {};
  for (const { currency, amount } of [...available, ...pending]) balance[currency] = (balance[currency] ?? 0) + amount;
  const movements: Record<string, number> = {};
  for await (const { currency, net } of stripe.balanceTransactions.list({ limit: 100 }, options))
    movements[currency] = (movements[currency] ?? 0) + net;
  return { balance, movements };
}
