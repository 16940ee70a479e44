import type { Config } from '../../../kit/config/config';
import type { Seller } from './document';

/** Who sells, as the settings say now: documents freeze it. */
export function sellerOf(
  config: Pick<Config, 'SELLER_NAME' | 'SELLER_ADDRESS' | 'SELLER_COUNTRY' | 'SELLER_VAT_ID'>,
): Seller {
  return {
    name: config.SELLER_NAME,
    address: config.SELLER_ADDRESS.split(',').map((part) => part.trim()),
    country: config.SELLER_COUNTRY,
    vatId: config.SELLER_VAT_ID ?? null,
  };
}
