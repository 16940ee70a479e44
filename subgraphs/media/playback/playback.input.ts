import { Field, ID, InputType } from 'type-graphql';
import { MaxLength } from 'class-validator';

@InputType({ description: 'What to play: exactly one of the two.' })
export class StartPlaybackInput {
  @Field(() => ID, { nullable: true, description: 'The lesson that shows it.' })
  @MaxLength(100)
  lessonId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The course whose trailer it is.' })
  @MaxLength(100)
  courseId?: string | null;
}

@InputType({ description: 'The playback that goes on.' })
export class RenewPlaybackInput {
  @Field(() => ID, { description: 'Its id.' })
  @MaxLength(100)
  grantId!: string;
}

@InputType({ description: 'The playback that is over.' })
export class EndPlaybackInput {
  @Field(() => ID, { description: 'Its id.' })
  @MaxLength(100)
  grantId!: string;
}
