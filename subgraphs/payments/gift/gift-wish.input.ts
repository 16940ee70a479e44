import { MaxLength } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { EmailAddress } from '../../../kit/graphql/scalars';
import type { GiftWish } from '../pricing/purchase.types';

@InputType({ description: 'For whom something is bought, where that is somebody else.' })
export class GiftInput {
  @Field(() => EmailAddress, { description: 'Where the code to redeem it goes, once it is paid.' })
  @MaxLength(254)
  email!: string;

  @Field(() => String, { nullable: true, description: 'What they read with it, at most 500 characters.' })
  @MaxLength(500)
  message?: string | null;
}

/** What was asked for, as everything else speaks of it; null for who buys for themselves. */
export function wishOf(gift: GiftInput | null | undefined): GiftWish | null {
  return gift ? { email: gift.email, message: gift.message?.trim() ?? '' } : null;
}
