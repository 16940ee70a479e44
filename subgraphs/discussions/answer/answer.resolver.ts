import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { AcceptAnswerInput, AcceptAnswerPayload, EndorseAnswerInput, EndorseAnswerPayload } from './answer.input';
import { AnswerService } from './answer.service';

@Resolver()
export class AnswerResolver {
  @Mutation(() => AcceptAnswerPayload, { description: 'Says which reply answers your question; staff may, too.' })
  acceptAnswer(
    @Ctx() scope: Scope,
    @Arg('input', () => AcceptAnswerInput, { description: 'The answer.' }) input: AcceptAnswerInput,
  ): Promise<AcceptAnswerPayload> {
    return scope.get(AnswerService).accept(input);
  }

  @Mutation(() => EndorseAnswerPayload, { description: 'Says that staff stand by a reply to a question; for staff.' })
  endorseAnswer(
    @Ctx() scope: Scope,
    @Arg('input', () => EndorseAnswerInput, { description: 'The answer.' }) input: EndorseAnswerInput,
  ): Promise<EndorseAnswerPayload> {
    return scope.get(AnswerService).endorse(input);
  }
}
