import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { LiftSuppressionInput, LiftSuppressionPayload } from './suppression.input';
import { SuppressionService } from './suppression.service';

@Resolver()
export class SuppressionResolver {
  @Mutation(() => LiftSuppressionPayload, {
    description: 'Sends to an address, or a number, again. Needs `notification.manage`.',
  })
  async liftSuppression(
    @Ctx() scope: Scope,
    @Arg('input', () => LiftSuppressionInput, { description: 'Where to.' }) { address }: LiftSuppressionInput,
  ): Promise<LiftSuppressionPayload> {
    return { wasSuppressed: await scope.get(SuppressionService).lift(address) };
  }
}
