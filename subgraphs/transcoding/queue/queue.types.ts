import { Field, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../../kit/graphql/scalars';
import { TranscodeJobState } from '../job/transcode-job.states';

@ObjectType({ description: 'How many jobs are in a state.' })
export class TranscodeStateCount {
  @Field(() => TranscodeJobState, { description: 'The state.' })
  state!: TranscodeJobState;

  @Field(() => Int, { description: 'The jobs.' })
  jobs!: number;
}

@ObjectType({ description: 'What waits to be prepared, and what is under way.' })
export class TranscodeQueue {
  @Field(() => [TranscodeStateCount], { description: 'Jobs that are not over, by state.' })
  states!: TranscodeStateCount[];

  @Field(() => Int, { description: 'Organisations and people whose jobs these are.' })
  parties!: number;

  @Field(() => Int, { description: 'Tasks that wait for a worker.' })
  waitingTasks!: number;

  @Field(() => Int, { description: 'Tasks that workers do now.' })
  runningTasks!: number;

  @Field(() => DateTime, { nullable: true, description: 'Since when the longest one has waited to begin.' })
  waitingSince!: Date | null;
}
