import { emit } from '../../../kit/events/emit';
import { signedIn } from '../../../kit/identity/signed-in';
import { limit } from '../../../kit/throttle/limit';
import { callersNetwork, throttleOf, type Counted } from '../../../kit/throttle/throttle';
import type { Scope } from '../../../kit/scope/scope';
import { CourseLoaders } from '../course/course.loaders';
import { lockOrder } from '../order/order.lock';
import type { OrderLine } from '../order/order-line.entity';
import { OrderLines } from '../order/order.lines';
import { OrderLineState } from '../order/order-line.states';
import { announceOrder } from '../order/order.topics';
import { Ownership } from '../ownership/ownership';
import { refusalOf, type PurchaseRefusal } from '../pricing/refusals';
import { Refundability } from '../refund/refundability';
import { GiftCodes } from './gift.codes';
import { Gift } from './gift.entity';
import { GiftNotValid, RedeemGiftPayload } from './gift.input';
import { GiftLines } from './gift.lines';
import { GiftState } from './gift.states';

const guessesOfPerson = limit('gift/person', 10, 900);
const guessesFromNetwork = limit('gift/network', 60, 3_600);

/** Turns a code into access, once. */
export class GiftRedemption {
  constructor(private readonly scope: Scope) {}

  /** Again by the same person it answers the same. @throws RATE_LIMITED for guesses, UNAUTHENTICATED */
  async redeem(code: string): Promise<RedeemGiftPayload | PurchaseRefusal | GiftNotValid> {
    const userId = signedIn(this.scope.viewer);
    const attempt: Counted[] = [
      [guessesOfPerson, userId],
      [guessesFromNetwork, callersNetwork(this.scope)],
    ];
    await throttleOf(this.scope).demand(...attempt);
    const giftId = await this.scope.get(GiftCodes).giftOf(code);
    const outcome = giftId === null ? notValid() : await this.scope.transaction((tx) => this.take(tx, giftId, userId));
    if (!(outcome instanceof GiftNotValid)) await throttleOf(this.scope).giveBack(attempt);
    return outcome;
  }

  private async take(
    tx: Scope,
    giftId: string,
    userId: string,
  ): Promise<RedeemGiftPayload | PurchaseRefusal | GiftNotValid> {
    const found = await tx.db.findOneBy(Gift, { id: giftId });
    const order = found && (await lockOrder(tx, found.orderId));
    const gift = order && (await tx.db.findOneBy(Gift, { id: giftId }));
    if (!gift) return notValid();
    if (gift.state === GiftState.REDEEMED && gift.redeemedBy === userId) return redeemed(gift);
    if (gift.state !== GiftState.ISSUED) return notValid();
    const lines = await this.linesToHandOver(tx, gift);
    if (lines.length === 0) return notValid();
    const refusal = await this.ownedBy(tx, lines, userId);
    if (refusal) return refusal;
    gift.become(GiftState.REDEEMED);
    Object.assign(gift, { redeemedAt: tx.clock.now(), redeemedBy: userId });
    await tx.save(gift);
    await this.handOver(tx, gift, lines, userId);
    return redeemed(gift);
  }

  /** Not what went back, or is on its way back: its money would be gone, and the course with it a moment later. */
  private async linesToHandOver(tx: Scope, gift: Gift): Promise<OrderLine[]> {
    const lines = await tx.get(GiftLines).of(gift);
    const refundable = await tx.get(Refundability).of(lines.map(({ id }) => id));
    return lines.filter(({ id, state }) => state === OrderLineState.PENDING && !refundable.get(id)!.isGoingBack);
  }

  /** Who has all of it keeps the code, for somebody else. What they have of a bundle goes back to the buyer by itself. */
  private async ownedBy(tx: Scope, lines: readonly OrderLine[], userId: string): Promise<PurchaseRefusal | null> {
    const courseIds = lines.map(({ courseId }) => courseId);
    const owned = await tx.get(Ownership).among(courseIds, userId);
    const courses = await Promise.all(courseIds.map((id) => tx.get(CourseLoaders).facts.load(id)));
    const hasAll = courses.every((course) => course && (owned.has(course.id) || course.isTaughtBy(userId)));
    return hasAll ? refusalOf({ key: '', reason: 'ALREADY_OWNED', courseIds }) : null;
  }

  private async handOver(
    tx: Scope,
    { id: giftId, orderId }: Gift,
    lines: readonly OrderLine[],
    userId: string,
  ): Promise<void> {
    for (const line of lines) await tx.get(OrderLines).save(Object.assign(line, { recipientId: userId }));
    const told = lines.map(({ id: lineId, courseId, organisationId }) => ({
      lineId,
      courseId,
      organisationId,
      userId,
    }));
    await emit(tx, 'gift.redeemed', { giftId, orderId, userId, lines: told });
    announceOrder(tx, orderId);
  }
}

const redeemed = (gift: Gift): RedeemGiftPayload => Object.assign(new RedeemGiftPayload(), { gift });

const notValid = (): GiftNotValid =>
  Object.assign(new GiftNotValid(), { code: 'GIFT_NOT_VALID', message: 'This code is not valid.' });
