import { Ctx, Directive, Query, Resolver } from 'type-graphql';
import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Scope } from '../../../kit/scope/scope';
import { isGateway } from '../../../kit/identity/gateway-only';
import { KeyRing } from './key-ring.service';

@Resolver()
export class KeyRingResolver {
  @Query(() => String, { description: 'The public keys of access tokens, as a JSON Web Key Set. For the gateway.' })
  @Directive('@inaccessible')
  async jsonWebKeySet(@Ctx() scope: Scope): Promise<string> {
    if (!isGateway(scope.viewer)) throw kitErrors.NOT_FOUND({ thing: 'key set' });
    return JSON.stringify(await scope.shared(KeyRing).published());
  }
}
