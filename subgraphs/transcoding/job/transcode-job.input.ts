import { ArrayMaxSize, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType, ObjectType } from 'type-graphql';
import { connectionOf } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import { TranscodeJob } from './transcode-job.entity';
import { TranscodeJobState } from './transcode-job.states';
import { TranscodePriority } from './transcode-priority';

export const TranscodeJobConnection = connectionOf(TranscodeJob);

@InputType({ description: 'Which jobs; every condition that is given must hold.' })
export class TranscodeJobFilter {
  @Field(() => [TranscodeJobState], { nullable: true, description: 'In one of these states.' })
  @ArrayMaxSize(7)
  states?: TranscodeJobState[] | null;

  @Field(() => [TranscodePriority], { nullable: true, description: 'Of one of these classes.' })
  @ArrayMaxSize(3)
  priorities?: TranscodePriority[] | null;

  @Field(() => ID, { nullable: true, description: 'Of this asset.' })
  assetId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this organisation.' })
  organisationId?: string | null;
}

@ArgsType()
export class TranscodeJobsArgs extends PageArgs {
  @Field(() => TranscodeJobFilter, { nullable: true, description: 'Which ones; all without.' })
  @ValidateNested()
  filter?: TranscodeJobFilter | null;
}

@InputType({ description: 'The job to begin again.' })
export class RetryTranscodeJobInput {
  @Field(() => ID, { description: 'The job, which has failed or was cancelled.' })
  id!: string;
}

@InputType({ description: 'The job to end.' })
export class CancelTranscodeJobInput {
  @Field(() => ID, { description: 'The job.' })
  id!: string;
}

@InputType({ description: 'How soon a job should have its turn.' })
export class PrioritizeTranscodeJobInput {
  @Field(() => ID, { description: 'The job.' })
  id!: string;

  @Field(() => TranscodePriority, { description: 'Its class from now on.' })
  priority!: TranscodePriority;
}

@ObjectType({ description: 'The job waits for its turn again.' })
export class RetryTranscodeJobPayload {
  @Field(() => TranscodeJob, { description: 'The job.' })
  job!: TranscodeJob;
}

@ObjectType({ description: 'The job was ended.' })
export class CancelTranscodeJobPayload {
  @Field(() => TranscodeJob, { description: 'The job.' })
  job!: TranscodeJob;
}

@ObjectType({ description: 'The job has another class.' })
export class PrioritizeTranscodeJobPayload {
  @Field(() => TranscodeJob, { description: 'The job.' })
  job!: TranscodeJob;
}

@ObjectType({ description: 'What the viewer may do with a job.' })
export class TranscodeJobViewerCan {
  @Field(() => Boolean, { description: 'End it, while it is under way.' })
  cancel!: boolean;

  @Field(() => Boolean, { description: 'Begin it again, once it has failed or was cancelled.' })
  retry!: boolean;

  @Field(() => Boolean, { description: 'Change its class.' })
  prioritize!: boolean;
}
