import { Ctx, Directive, FieldResolver, Float, Query, Resolver, Root } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { TranscodeJob } from '../job/transcode-job.entity';
import { TranscodeJobLoaders } from '../job/transcode-job.loaders';
import { TranscodeTask } from '../task/transcode-task.entity';
import { QueueLoaders } from './queue.loaders';
import { QueueService } from './queue.service';
import { TranscodeQueue } from './queue.types';
import { TranscodeWorker } from './transcode-worker.entity';

@Resolver(() => TranscodeWorker)
export class TranscodeWorkerResolver {
  @Query(() => TranscodeQueue, {
    nullable: true,
    description:
      'What waits and what is under way, for whomever. Needs `transcode.manage` in the marketplace; else null.',
  })
  @Directive('@authenticated')
  transcodeQueue(@Ctx() scope: Scope): Promise<TranscodeQueue | null> {
    return scope.get(QueueService).queue();
  }

  @Query(() => [TranscodeWorker], {
    nullable: true,
    description:
      'The workers that were heard of in the last minute. Needs `transcode.manage` in the marketplace; else null.',
  })
  @Directive('@authenticated')
  transcodeWorkers(@Ctx() scope: Scope): Promise<TranscodeWorker[] | null> {
    return scope.get(QueueService).workers();
  }

  @FieldResolver(() => [TranscodeTask], { description: 'What it does now.' })
  tasks(@Ctx() scope: Scope, @Root() worker: TranscodeWorker): Promise<TranscodeTask[]> {
    return scope.get(QueueLoaders).tasksOf.load(worker.id);
  }
}

@Resolver(() => TranscodeTask)
export class TranscodeTaskResolver {
  @FieldResolver(() => TranscodeJob, {
    nullable: true,
    description: 'The job that it belongs to, where the viewer sees it.',
  })
  job(@Ctx() scope: Scope, @Root() task: TranscodeTask): Promise<TranscodeJob | null> {
    return scope.get(TranscodeJobLoaders).visible.load(task.jobId);
  }

  @FieldResolver(() => Float, { description: 'How much of it is done, 0 to 100.' })
  percent(@Root() { done, total }: TranscodeTask): number {
    return total > 0 ? Math.min(100, (100 * done) / total) : 0;
  }
}
