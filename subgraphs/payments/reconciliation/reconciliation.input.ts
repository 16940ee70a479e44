import { IsDate, Length } from 'class-validator';
import { ArgsType, Field, ID, InputType, ObjectType } from 'type-graphql';
import { connectionOf } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import { CurrencyCode, DateTime } from '../../../kit/graphql/scalars';
import { Money } from '../../../kit/money/money';
import { DifferenceReason, ReconciliationDifference } from './difference.entity';
import { Reconciliation, type BalancePair } from './reconciliation.entity';

export const ReconciliationConnection = connectionOf(Reconciliation);
export const ReconciliationDifferenceConnection = connectionOf(ReconciliationDifference);

@InputType({ description: 'Which differences; what is left out does not narrow.' })
export class ReconciliationDifferenceFilter {
  @Field(() => Boolean, { nullable: true, description: 'Those that are still there, or those that are settled.' })
  isOpen?: boolean | null;

  @Field(() => DifferenceReason, { nullable: true, description: 'Of this kind.' })
  reason?: DifferenceReason | null;

  @Field(() => CurrencyCode, { nullable: true, description: 'In this currency.' })
  currency?: string | null;
}

@ArgsType()
export class DifferencesArgs extends PageArgs {
  @Field(() => ReconciliationDifferenceFilter, {
    nullable: true,
    description: 'Which ones; the open ones without a filter.',
  })
  filter?: ReconciliationDifferenceFilter | null;
}

@InputType({ description: 'Compares the ledger with what the payment provider says.' })
export class ReconcileInput {
  @Field(() => DateTime, { nullable: true, description: 'From when on; 35 days ago where absent.' })
  @IsDate()
  since?: Date | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Repeating the mutation with the same key does nothing more, and answers the same. 1 to 100 characters.',
  })
  @Length(1, 100)
  idempotencyKey?: string | null;
}

@ObjectType({ description: 'The comparison that has begun.' })
export class ReconcilePayload {
  @Field(() => Reconciliation, { description: 'The comparison: read it again until it is DONE.' })
  reconciliation!: Reconciliation;
}

@ObjectType({ description: 'What each side has in a currency. What is on its way makes them differ for a while.' })
export class ReconciledBalance {
  @Field(() => CurrencyCode, { description: 'The currency.' })
  currency!: string;

  @Field(() => Money, { description: 'What the ledger has on `provider:clearing`.' })
  ledger!: Money;

  @Field(() => Money, { description: 'What the provider has, available or not yet.' })
  provider!: Money;

  static of({ currency, ledger, provider }: BalancePair): ReconciledBalance {
    return Object.assign(new ReconciledBalance(), {
      currency,
      ledger: Money.of(BigInt(ledger), currency),
      provider: Money.of(BigInt(provider), currency),
    });
  }
}
