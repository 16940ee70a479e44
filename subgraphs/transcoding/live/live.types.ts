import { Field, ObjectType } from 'type-graphql';
import { TranscodeJob } from '../job/transcode-job.entity';
import { TranscodeQueue } from '../queue/queue.types';

@ObjectType({ description: 'A job went on, changed or ended.' })
export class TranscodeJobChanged {
  @Field(() => TranscodeJob, { description: 'The job now.' })
  job!: TranscodeJob;
}

@ObjectType({ description: 'Something began, went on or ended in the queue.' })
export class TranscodeQueueChanged {
  @Field(() => TranscodeQueue, { description: 'The queue now.' })
  queue!: TranscodeQueue;
}
