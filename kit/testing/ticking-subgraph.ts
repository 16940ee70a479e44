import { Arg, Ctx, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { defineErrors } from '../errors/errors';
import { openLiveTopics } from '../live/live';
import type { Scope } from '../scope/scope';
import { defineSubgraph } from '../subgraph/define';
import { sample } from './sample-subgraph';

const errors = defineErrors({ SOURCE_BROKEN: { message: 'The source broke.', remedy: 'None: it is made for tests.' } });
const topics = openLiveTopics();

/** What the ticking subgraph sends, and how many listen. */
export const ticks = {
  listeners: 0,
  publish: (message: number | 'end' | 'break'): void => topics.publish('tick', message),
};

@Resolver()
class TickResolver {
  @Query(() => String, { nullable: true, description: 'Who asks.' })
  whoAmI(@Ctx() scope: Scope): string | null {
    return scope.viewer.id;
  }

  @Query(() => String, { nullable: true, description: 'Refuses.' })
  refused(): string {
    throw errors.SOURCE_BROKEN();
  }

  @Query(() => String, { description: 'Never answers.' })
  held(): Promise<string> {
    return new Promise(() => undefined);
  }

  @Mutation(() => String, { description: 'Says what it is told.' })
  say(@Arg('text', () => String, { description: 'What to say.' }) text: string): string {
    return text;
  }

  @Subscription(() => String, { subscribe: () => listen() as never, description: 'Who listens, and the tick.' })
  ticked(@Ctx() scope: Scope, @Root() tick: number): string {
    return `${scope.viewer.id}: ${tick}`;
  }
}

/** Ticks from the moment it is asked for the first one. */
function listen(): AsyncIterableIterator<number> {
  const messages = topics.subscribe('tick')[Symbol.asyncIterator]();
  let isListening = false;
  const leave = async (): Promise<IteratorResult<number>> => {
    if (isListening) ticks.listeners -= 1;
    isListening = false;
    await messages.return?.();
    return { value: undefined, done: true };
  };
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      const message = messages.next();
      if (!isListening) ticks.listeners += 1;
      isListening = true;
      const { value, done } = await message;
      if (typeof value === 'number') return { value, done: false };
      const left = await leave();
      if (!done && value === 'break') throw errors.SOURCE_BROKEN();
      return left;
    },
    return: leave,
  };
}

/** The sample subgraph with a subscription: what tests of ways to a subgraph run on. */
export const ticking = defineSubgraph({ ...sample, resolvers: [...sample.resolvers, TickResolver], errors });
