import { Field, ID, ObjectType } from 'type-graphql';
import { EntityKey } from '../../../kit/database/entity';
import type { ReferenceResolver } from '../../../kit/subgraph/define';

/** A lesson, which another subgraph owns; this one adds what is said about it. */
@ObjectType('Lesson')
@EntityKey()
export class LessonRef {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string;

  static of(id: string): LessonRef {
    return Object.assign(new LessonRef(), { id });
  }
}

export const resolveLesson: ReferenceResolver<LessonRef> = (_scope, { id }) => LessonRef.of(id);
