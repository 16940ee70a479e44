import { Arg, Args, Ctx, Directive, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import { DateTime } from '../../../kit/graphql/scalars';
import { allows } from '../../../kit/policy/policy';
import type { Scope } from '../../../kit/scope/scope';
import { AssetRef } from '../asset/asset.stub';
import { UserRef } from '../user/user.stub';
import { estimatedEnd } from './progress';
import { Rendition } from './rendition.type';
import { TranscodeJob } from './transcode-job.entity';
import {
  CancelTranscodeJobInput,
  CancelTranscodeJobPayload,
  PrioritizeTranscodeJobInput,
  PrioritizeTranscodeJobPayload,
  RetryTranscodeJobInput,
  RetryTranscodeJobPayload,
  TranscodeJobConnection,
  TranscodeJobsArgs,
  TranscodeJobViewerCan,
} from './transcode-job.input';
import { TranscodeJobLoaders } from './transcode-job.loaders';
import { transcodeJobPolicy } from './transcode-job.policy';
import { TranscodeJobService } from './transcode-job.service';
import { TranscodeReason } from './transcode-reason';

@Resolver(() => TranscodeJob)
export class TranscodeJobResolver {
  @Query(() => TranscodeJob, {
    nullable: true,
    description: 'One job: of what you uploaded, or of your organisation where you may read them; else null.',
  })
  transcodeJob(
    @Ctx() scope: Scope,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ): Promise<TranscodeJob | null> {
    return scope.get(TranscodeJobLoaders).visible.load(id);
  }

  @Query(() => TranscodeJobConnection, { description: 'The jobs that you may see, the newest first.' })
  @ListSize()
  @Directive('@authenticated')
  transcodeJobs(
    @Ctx() scope: Scope,
    @Args(() => TranscodeJobsArgs) args: TranscodeJobsArgs,
  ): Promise<Page<TranscodeJob>> {
    return scope.get(TranscodeJobService).list(args);
  }

  @Mutation(() => RetryTranscodeJobPayload, {
    description:
      'Begins again what failed or was cancelled: your own, or with `transcode.manage`. TRANSCODE_NOT_ENDED.',
  })
  @Directive('@authenticated')
  async retryTranscodeJob(
    @Ctx() scope: Scope,
    @Arg('input', () => RetryTranscodeJobInput) { id }: RetryTranscodeJobInput,
  ): Promise<RetryTranscodeJobPayload> {
    return { job: await scope.get(TranscodeJobService).retry(id) };
  }

  @Mutation(() => CancelTranscodeJobPayload, {
    description: 'Ends a job and deletes what it made so far: your own, or with `transcode.manage`. TRANSCODE_ENDED.',
  })
  @Directive('@authenticated')
  async cancelTranscodeJob(
    @Ctx() scope: Scope,
    @Arg('input', () => CancelTranscodeJobInput) { id }: CancelTranscodeJobInput,
  ): Promise<CancelTranscodeJobPayload> {
    return { job: await scope.get(TranscodeJobService).cancel(id) };
  }

  @Mutation(() => PrioritizeTranscodeJobPayload, {
    description: 'Changes how soon a job has its turn. Needs `transcode.manage`.',
  })
  @Directive('@authenticated')
  async prioritizeTranscodeJob(
    @Ctx() scope: Scope,
    @Arg('input', () => PrioritizeTranscodeJobInput) { id, priority }: PrioritizeTranscodeJobInput,
  ): Promise<PrioritizeTranscodeJobPayload> {
    return { job: await scope.get(TranscodeJobService).prioritize(id, priority) };
  }

  @FieldResolver(() => AssetRef, { nullable: true, description: 'What is prepared.' })
  asset(@Root() job: TranscodeJob): AssetRef {
    return AssetRef.of(job.assetId);
  }

  @FieldResolver(() => UserRef, { nullable: true, description: 'Who uploaded it.' })
  owner(@Root() job: TranscodeJob): UserRef {
    return UserRef.of(job.ownerId);
  }

  @FieldResolver(() => TranscodeReason, {
    nullable: true,
    description: 'Why it failed or was cancelled; null of any other.',
  })
  reason(@Root() { reason }: TranscodeJob): TranscodeReason | null {
    return reason === null ? null : TranscodeReason.of(reason);
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description: 'When it will be done if it goes on like this; null while nobody can tell.',
  })
  estimatedEnd(@Ctx() { clock }: Scope, @Root() { percent, encodingAt, hasEnded }: TranscodeJob): Date | null {
    return hasEnded ? null : estimatedEnd({ percent, since: encodingAt, now: clock.now() });
  }

  @FieldResolver(() => [Rendition], { description: 'The sizes in which it can be played; none before it is done.' })
  renditions(@Root() { result }: TranscodeJob): Rendition[] {
    return result?.renditions ?? [];
  }

  @FieldResolver(() => TranscodeJobViewerCan, {
    description: 'What the viewer may do with it, in the state that fits.',
  })
  async viewerCan(@Ctx() scope: Scope, @Root() job: TranscodeJob): Promise<TranscodeJobViewerCan> {
    const [control, prioritize] = await Promise.all([
      allows(scope, transcodeJobPolicy.control, job),
      allows(scope, transcodeJobPolicy.prioritize, job),
    ]);
    return { cancel: control, retry: control, prioritize };
  }
}
