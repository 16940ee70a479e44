import { Directive, Resolver, Root, Subscription } from 'type-graphql';
import { kitErrors } from '../../../kit/errors/kit-errors';
import type { ViewerChange } from '../../../kit/identity/viewer-change';
import type { Scope } from '../../../kit/scope/scope';
import { isGateway } from '../../../kit/identity/gateway-only';
import { everyone, viewerTopic } from './viewer.topics';

@Resolver()
export class ViewerResolver {
  @Subscription(() => String, {
    subscribe: ({ context }) => {
      const { viewer, live } = context as Scope;
      if (!isGateway(viewer)) throw kitErrors.NOT_FOUND({ thing: 'stream' });
      return viewerTopic.subscribe(live, everyone) as never;
    },
    description: 'A `ViewerChange` as JSON, each time that tokens in use are out of date. For the gateway.',
  })
  @Directive('@inaccessible')
  viewerChanged(@Root() change: ViewerChange): string {
    return JSON.stringify(change);
  }
}
