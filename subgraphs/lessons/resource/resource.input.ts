import { Length, Matches } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Url } from '../../../kit/graphql/scalars';
import { Lesson } from '../lesson/lesson.entity';
import { LessonResource } from './resource.type';

const notBlank = /\S/;

@InputType({ description: 'A new resource of a lesson.' })
export class AddLessonResourceInput {
  @Field(() => ID, { description: 'The lesson.' })
  lessonId!: string;

  @Field(() => String, { description: 'Title, 1 to 200 characters.' })
  @Matches(notBlank)
  @Length(1, 200)
  title!: string;

  @Field(() => Url, { description: 'Where it is: http or https, at most 2,000 characters.' })
  url!: URL;

  @Field(() => Int, {
    nullable: true,
    description: 'The version of the lesson you read; a stale one is refused with CONFLICT.',
  })
  expectedVersion?: number | null;
}

@InputType({ description: 'A resource to take out of a lesson.' })
export class RemoveLessonResourceInput {
  @Field(() => ID, { description: 'The lesson.' })
  lessonId!: string;

  @Field(() => ID, { description: 'The resource.' })
  resourceId!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'The version of the lesson you read; a stale one is refused with CONFLICT.',
  })
  expectedVersion?: number | null;
}

@ObjectType({ description: 'The resource that was added.' })
export class AddLessonResourcePayload {
  @Field(() => Lesson, { description: 'The lesson as it is now.' })
  lesson!: Lesson;

  @Field(() => LessonResource, { description: 'The new resource.' })
  resource!: LessonResource;
}

@ObjectType({ description: 'The lesson without the resource.' })
export class RemoveLessonResourcePayload {
  @Field(() => Lesson, { description: 'The lesson as it is now.' })
  lesson!: Lesson;

  @Field(() => ID, { description: 'The id that the resource had.' })
  removedResourceId!: string;
}
