import { kitErrors } from '../../../kit/errors/kit-errors';
import { baseCurrency } from '../../../kit/money/price-list';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { Cart } from './cart.entity';
import { readCartToken } from './cart.token';

interface Door {
  /** A guest's. Who is signed in has their own cart, whatever they send. */
  readonly token?: string | null | undefined;
  readonly expectedVersion?: number | null | undefined;
}

/** The only ways to a cart: a person's own, and a guest's by its token. */
export class CartAccess {
  constructor(private readonly scope: Scope) {}

  /** The person's own; null while there is none. */
  own(): Promise<Cart | null> {
    const { id } = this.scope.viewer;
    return id === null ? Promise.resolve(null) : this.scope.db.findOneBy(Cart, { userId: id });
  }

  /** By id: a person's own only, for nobody else knows a person's cart, and a guest's has no other key than its token. */
  async ownById(id: string): Promise<Cart | null> {
    const { viewer } = this.scope;
    if (viewer.id === null || !isUuid(id)) return null;
    return this.scope.db.findOneBy(Cart, { id, userId: viewer.id });
  }

  /** A guest's, by its token; null where that opens nothing. */
  async guests(token: string): Promise<Cart | null> {
    const id = readCartToken(this.scope.secrets, token);
    return id === null ? null : this.guestCart(id);
  }

  /** The cart that a change is for, locked until the transaction ends. @throws NOT_FOUND, CONFLICT, UNAUTHENTICATED for an API key */
  async require(door: Door): Promise<Cart> {
    const cart = await this.find(door);
    if (!cart) throw kitErrors.NOT_FOUND({ thing: 'cart' });
    return cart;
  }

  /** The same; null for a guest who has none yet. A person has one from now on. @throws NOT_FOUND for a token that opens nothing */
  async find({ token, expectedVersion }: Door, currency: string = baseCurrency): Promise<Cart | null> {
    const { viewer } = this.scope;
    if (viewer.id === null && viewer.claims.kind !== 'anonymous') throw kitErrors.UNAUTHENTICATED();
    if (viewer.id === null && token == null) return null;
    const cart = viewer.id === null ? await this.guests(token ?? '') : await this.make(currency);
    if (!cart) throw kitErrors.NOT_FOUND({ thing: 'cart' });
    if (expectedVersion != null && cart.version !== expectedVersion)
      throw kitErrors.CONFLICT({ currentVersion: cart.version });
    return cart;
  }

  /** A guest's cart behind a token, locked; null where it was merged or has gone. @throws NOT_FOUND for a token that is not ours */
  async behind(token: string): Promise<Cart | null> {
    const id = readCartToken(this.scope.secrets, token);
    if (id === null) throw kitErrors.NOT_FOUND({ thing: 'cart' });
    return this.guestCart(id);
  }

  /** A new one for a guest; the one that a person has, or has from now on. Locked. */
  async make(currency: string): Promise<Cart> {
    const { ids, clock, viewer, db } = this.scope;
    const id = ids.next();
    await db.query(MAKE, [id, viewer.id, currency, clock.now()]);
    const cart = await this.locked(viewer.id === null ? { column: 'id', id } : { column: 'userId', id: viewer.id });
    if (!cart) throw new Error('The cart that was just made is not there.');
    return cart;
  }

  private async guestCart(id: string): Promise<Cart | null> {
    const cart = await this.locked({ column: 'id', id });
    return cart?.userId === null ? cart : null;
  }

  private locked({ column, id }: { column: 'id' | 'userId'; id: string }): Promise<Cart | null> {
    const query = this.scope.db.createQueryBuilder(Cart, 'row').where(`row.${column} = :id`, { id });
    return (this.scope.inTransaction ? query.setLock('pessimistic_write') : query).getOne();
  }
}

/** Of two first ones of one person at once, one makes the cart that both then have. */
const MAKE = `
  INSERT INTO cart (id, user_id, currency, version, created_at, updated_at) VALUES ($1, $2, $3, 1, $4, $4) ON CONFLICT DO NOTHING`;
