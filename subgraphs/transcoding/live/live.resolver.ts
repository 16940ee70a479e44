import { Arg, Ctx, Directive, ID, Resolver, Root, Subscription } from 'type-graphql';
import { Live } from '../../../kit/graphql/live-directive';
import { liveSource } from '../../../kit/graphql/live-source';
import type { Scope } from '../../../kit/scope/scope';
import { TranscodeJobLoaders } from '../job/transcode-job.loaders';
import type { JobMessage } from '../job/transcode-job.topics';
import { QueueService } from '../queue/queue.service';
import { LiveService } from './live.service';
import { TranscodeJobChanged, TranscodeQueueChanged } from './live.types';

@Resolver()
export class LiveResolver {
  @Subscription(() => TranscodeJobChanged, {
    nullable: true,
    subscribe: liveSource((scope, { id }: { id: string }) => scope.get(LiveService).job(id)),
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
    subscribe: liveSource((scope) => scope.get(LiveService).queue()),
    description: 'The queue, each time something in it changes. Needs `transcode.manage` in the marketplace.',
  })
  @Directive('@authenticated')
  @Live({ overflow: 'LATEST' })
  async transcodeQueueChanged(@Ctx() scope: Scope): Promise<TranscodeQueueChanged | null> {
    const queue = await scope.get(QueueService).queue();
    return queue ? { queue } : null;
  }
}
