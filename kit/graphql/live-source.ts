import type { Scope } from '../scope/scope';

/** A subscription's arguments and scope, as its source gets them. */
interface Started {
  readonly args: object;
  readonly context: object;
}

/** What `subscribe` of `@Subscription` takes: opens the stream of events from the arguments, in the scope of who subscribes. */
export function liveSource(
  open: (scope: Scope, args: never) => AsyncIterable<unknown> | Promise<AsyncIterable<unknown>>,
): (started: Started) => never {
  return ({ args, context }) => open(context as Scope, args as never) as never;
}
