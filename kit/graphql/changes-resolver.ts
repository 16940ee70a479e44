import { Directive, Resolver, Root, Subscription } from 'type-graphql';
import { kitErrors } from '../errors/kit-errors';
import { isGateway } from '../identity/gateway-only';
import { changesField, typeChanges } from '../live/type-changes';
import type { Scope } from '../scope/scope';

/** Tells the gateway which types of a subgraph have changed, so that it shows nothing older. */
export function changesResolver(subgraph: string): new () => object {
  @Resolver()
  class ChangesResolver {
    @Subscription(() => [String], {
      name: changesField(subgraph),
      subscribe: ({ context }) => {
        const { viewer, live } = context as Scope;
        if (!isGateway(viewer)) throw kitErrors.NOT_FOUND({ thing: 'stream' });
        return typeChanges.subscribe(live, subgraph) as never;
      },
      description:
        'Types of which something has changed, `*` for anything; nothing at first, when it begins. For the gateway.',
    })
    @Directive('@inaccessible')
    changes(@Root() types: readonly string[]): readonly string[] {
      return types;
    }
  }
  return ChangesResolver;
}
