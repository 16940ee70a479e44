import { Arg, Ctx, Directive, Mutation, Resolver } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { BulkEnrollInput, BulkEnrollPayload } from './bulk.input';
import { BulkEnrollService } from './bulk.service';

@Resolver()
export class BulkResolver {
  @Mutation(() => BulkEnrollPayload, {
    description: 'Enrols the people of a CSV file, row by row. Needs `enrollment.manage` for the course.',
  })
  @Directive('@authenticated')
  @Directive('@cost(weight: 50)')
  bulkEnroll(
    @Ctx() scope: Scope,
    @Arg('input', () => BulkEnrollInput) input: BulkEnrollInput,
  ): Promise<BulkEnrollPayload> {
    return scope.get(BulkEnrollService).enroll(input);
  }
}
