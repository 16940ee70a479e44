import { randomUUID } from 'node:crypto';
import { Viewer } from '../../../kit/identity/viewer';
import type { SubgraphTest } from '../../../kit/testing/subgraph-test';
import { person } from '../../../kit/testing/viewers';
import { CartAccess } from '../cart/cart.access';
import { CartStore } from '../cart/cart.contents';
import { courseFactory } from '../course/course.factory';

const cartFields = `id version token currency preferredCurrency listPrice { minor } discount { minor } subtotal { minor }
  coupons { code amount { minor } } refusedCoupons { code reason }
  lines { id course { id } bundle { id title } gift { email message } listPrice { minor } price { minor } reductions { kind label amount { minor } }
    priceChangedFrom { minor currency } problem { reason courses { id } } }`;

interface Minor {
  readonly minor: string;
}

export interface SeenLine {
  readonly id: string;
  readonly course: { readonly id: string } | null;
  readonly bundle: { readonly id: string } | null;
  readonly gift: { readonly email: string } | null;
  readonly listPrice: Minor | null;
  readonly price: Minor | null;
  readonly priceChangedFrom: (Minor & { readonly currency: string }) | null;
  readonly problem: { readonly reason: string; readonly courses: { readonly id: string }[] } | null;
}

export interface SeenCart {
  readonly id: string;
  readonly version: number;
  readonly token: string | null;
  readonly currency: string;
  readonly subtotal: Minor;
  readonly discount: Minor;
  readonly coupons: { readonly code: string; readonly amount: Minor }[];
  readonly refusedCoupons: { readonly code: string; readonly reason: string }[];
  readonly lines: SeenLine[];
}

interface Outcome extends Record<string, unknown> {
  readonly kind: string;
  readonly code?: string;
  readonly cart?: SeenCart;
}

const unions = new Set(['addToCart', 'applyCoupon']);

/** People who fill carts, through the graph. */
export class Shop {
  constructor(private readonly house: SubgraphTest) {}

  anyone(): Viewer {
    return person(randomUUID());
  }

  /** As many courses for 49.00 EUR, unless told otherwise. */
  async courses(count: number, given: Parameters<typeof courseFactory>[1] = {}): Promise<string[]> {
    const made = await this.house.make(
      courseFactory,
      Array.from({ length: count }, () => given),
    );
    return made.map(({ courseId }) => courseId);
  }

  /** One of the cart's mutations; of those without a union the payload. */
  async change(viewer: Viewer, mutation: string, input: object): Promise<Outcome> {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}`;
    const payload = `cart { ${cartFields} }${mutation === 'mergeCart' ? ' skipped { course { id } bundle { id } reason }' : ''}${mutation === 'addToCart' ? ' replacedCourses { id }' : ''}`;
    const fields = unions.has(mutation)
      ? `... on ${type}Payload { ${payload} } ... on Refusal { code message } ${mutation === 'applyCoupon' ? '... on CouponRefused { couponCode reason }' : '... on AlreadyOwned { courses { id } }'}`
      : payload;
    const query = `mutation ($input: ${type}Input!) { outcome: ${mutation}(input: $input) { kind: __typename ${fields} } }`;
    return (await this.house.data<{ outcome: Outcome }>(query, { viewer, variables: { input } })).outcome;
  }

  async add(viewer: Viewer, input: object): Promise<SeenCart> {
    const { cart, ...refusal } = await this.change(viewer, 'addToCart', input);
    if (!cart) throw new Error(JSON.stringify(refusal));
    return cart;
  }

  /** As if so many courses had been put into a person's cart, one by one. */
  async fill(viewer: Viewer, courseIds: readonly string[]): Promise<void> {
    const usual = { bundleId: null, giftEmail: null, giftMessage: '', seenMinor: 4_900n, seenCurrency: 'EUR' };
    await this.house.as(viewer).transaction(async (tx) => {
      const cart = await tx.get(CartAccess).make('EUR');
      await tx.get(CartStore).put(
        cart,
        courseIds.map((courseId) => ({ ...usual, courseId })),
      );
    });
  }

  /** A person's own cart. */
  async cart(viewer: Viewer, of: string | null = viewer.id): Promise<SeenCart | null> {
    const query = `query ($of: [_Any!]!) { found: _entities(representations: $of) { ... on User { cart { ${cartFields} } } } }`;
    const variables = { of: [{ __typename: 'User', id: of }] };
    return (await this.house.data<{ found: [{ cart: SeenCart | null }] }>(query, { viewer, variables })).found[0].cart;
  }

  async guestCart(token: string, viewer: Viewer = Viewer.anonymous): Promise<SeenCart | null> {
    const query = `query ($token: String!) { cart: guestCart(token: $token) { ${cartFields} } }`;
    return (await this.house.data<{ cart: SeenCart | null }>(query, { viewer, variables: { token } })).cart;
  }
}

export const courseIdsOf = (cart: SeenCart | null): (string | undefined)[] =>
  cart?.lines.map(({ course }) => course?.id) ?? [];
