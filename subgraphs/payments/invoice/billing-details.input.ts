import { ArrayMaxSize, Length } from 'class-validator';
import { Field, InputType, ObjectType } from 'type-graphql';
import { Locale } from '../../../kit/graphql/scalars';
import { BillingDetails } from './billing-details.entity';

@InputType({ description: 'What you want to have on your next invoices.' })
export class SetBillingDetailsInput {
  @Field(() => String, { description: 'Your name, or that of your company, 1 to 120 characters.' })
  @Length(1, 120)
  name!: string;

  @Field(() => [String], {
    description: 'The lines of the address, as they shall be printed: up to six of 1 to 120 characters.',
  })
  @ArrayMaxSize(6)
  @Length(1, 120, { each: true })
  address!: string[];

  @Field(() => Locale, {
    defaultValue: 'en',
    description: 'In which invoices are printed: `en`, `de`, `fr`, `es`, `ar`, `ja`; others in English.',
  })
  locale!: string;
}

@ObjectType({ description: 'What will be on your next invoices.' })
export class SetBillingDetailsPayload {
  @Field(() => BillingDetails, { description: 'The details.' })
  billingDetails!: BillingDetails;
}
