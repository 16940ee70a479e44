import { Field, ObjectType } from 'type-graphql';
import { Money } from '../../../kit/money/money';

@ObjectType({ description: 'How something was taxed: decided when it was ordered.' })
export class LineTax {
  @Field(() => String, { description: 'Percent, as decimal text, such as `19` or `25.5`.' })
  rate!: string;

  @Field(() => String, { description: 'Whose tax: an ISO 3166 code, such as `DE` or `CA-ON`.' })
  jurisdiction!: string;

  @Field(() => Boolean, { description: 'Whether the list price had the tax in it.' })
  isInclusive!: boolean;

  @Field(() => Boolean, { description: 'Whether the buyer, a business of another member state, owes the tax itself.' })
  reverseCharge!: boolean;

  @Field(() => Money, { description: 'The price without the tax.' })
  net!: Money;

  @Field(() => Money, { description: 'The tax.' })
  amount!: Money;
}
