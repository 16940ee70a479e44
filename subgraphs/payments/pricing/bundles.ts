import { leftOf, reduce, chargeable, shareOut, type Draft } from './draft';
import type { QuoteBundle } from './quote.types';

/**
 * Brings the courses of each bundle down to its price, shared among them by their list prices. A bundle never costs more
 * than its courses one by one.
 */
export function withBundles(drafts: readonly Draft[], bundles: readonly QuoteBundle[], currency: string): Draft[] {
  const priced = new Map<string, Draft>();
  for (const bundle of bundles) {
    const parts = drafts.filter(({ item }) => item.bundleKey === bundle.key);
    for (const part of pricedTogether(parts, bundle, currency)) priced.set(part.item.key, part);
  }
  return drafts.map((draft) => priced.get(draft.item.key) ?? draft);
}

function pricedTogether(parts: readonly Draft[], { id, title, price }: QuoteBundle, currency: string): Draft[] {
  const wanted = chargeable(price, currency);
  const apart = leftOf(parts);
  if (wanted >= apart) return [...parts];
  const weights = parts.map(({ list }) => list);
  const shares = shareOut(wanted, weights, currency);
  return parts.map((part, index) =>
    reduce(part, part.list - (shares[index] ?? 0n), { kind: 'BUNDLE', id, label: title }),
  );
}
