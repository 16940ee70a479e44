import { Arg, Ctx, Directive, ID, Resolver, Root, Subscription } from 'type-graphql';
import { Live } from '../../../kit/graphql/live-directive';
import type { Scope } from '../../../kit/scope/scope';
import { TranscodeJobLoaders } from '../job/transcode-job.loaders';
import type { JobMessage } from '../job/transcode-job.topics';
import { QueueService } from '../queue/queue.service';
import { LiveService } from './live.service';
import { TranscodeJobChanged, TranscodeQueueChanged } from './live.types';

/** A subscription's arguments and scope, as its source gets them. */
interface Started {
  readonly args: object;
  readonly context: object;
}

const live = ({ context }: Started): LiveService => (context as Scope).get(LiveService);

@Resolver()
export class LiveResolver {
  @Subscription(() => TranscodeJobChanged, {
    nullable: true,
    subscribe: (started: Started) => live(started).job((started.args as { id: string }).id) as never,
    description: 'A job that you may see, each time it goes on: a few times a second at most.',
  })
  @Directive('@authenticated')
  @Live({ overflow: 'LATEST' })
  async transcodeJobChanged(
    @Ctx() scope: Scope,
    @Root() { jobId }: JobMessage,
    @Arg('id', () => ID, { description: 'The job.' }) _id: string,
  ): Promise<TranscodeJobChanged | null> {
    const job = await scope.get(TranscodeJobLoaders).visible.load(jobId);
    return job ? { job } : null;
  }

  @Subscription(() => TranscodeQueueChanged, {
    nullable: true,
    subscribe: (started: Started) => live(started).queue() as never,
    description: 'The queue, each time something in it changes. Needs `transcode.manage` in the marketplace.',
  })
  @Directive('@authenticated')
  @Live({ overflow: 'LATEST' })
  async transcodeQueueChanged(@Ctx() scope: Scope): Promise<TranscodeQueueChanged | null> {
    const queue = await scope.get(QueueService).queue();
    return queue ? { queue } : null;
  }
}
