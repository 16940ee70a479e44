import type { Scope } from '../../../kit/scope/scope';
import { PageProvider, type ProviderPage } from '../provider/page-provider';
import { PaymentProvider } from '../provider/payment-provider';
import type { ProviderPayment } from '../provider/provider-payment';
import type { Payment } from './payment.entity';

/** What was found at the provider. Of two looks at one thing the one with the larger number shows what is newer. */
export interface Look {
  readonly number: bigint;
  readonly page: ProviderPage | null;
  readonly payment: ProviderPayment | null;
}

/** Looks at the provider: never in a transaction, which would wait for the network. */
export class Looks {
  constructor(private readonly scope: Scope) {}

  /** The number of a look that begins now. */
  async number(): Promise<bigint> {
    const [row] = await this.scope.db.query<{ number: string }[]>(`SELECT nextval('provider_look') AS number`);
    return BigInt(row!.number);
  }

  async atPayment(id: string): Promise<Look> {
    const number = await this.number();
    return { number, page: null, payment: await this.scope.get(PaymentProvider).read(id) };
  }

  async atPage(id: string): Promise<Look> {
    const number = await this.number();
    return this.through(number, await this.scope.get(PageProvider).read(id));
  }

  at({ pageId, providerId }: Pick<Payment, 'pageId' | 'providerId'>): Promise<Look> {
    return providerId === null ? this.atPage(pageId!) : this.atPayment(providerId);
  }

  /** Also at the payment that was begun on a page. */
  async through(number: bigint, page: ProviderPage): Promise<Look> {
    const payment = page.paymentId === null ? null : await this.scope.get(PaymentProvider).read(page.paymentId);
    return { number, page, payment };
  }
}
