import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { LessonProgress } from '../progress/lesson-progress.entity';
import { ProgressLoaders } from '../progress/progress.loaders';
import { LessonRef } from './lesson.stub';

@Resolver(() => LessonRef)
export class LessonResolver {
  @FieldResolver(() => LessonProgress, {
    nullable: true,
    description: 'How far the viewer is in this lesson; null before it was touched, and without an enrolment.',
  })
  viewerProgress(@Ctx() scope: Scope, @Root() { id }: LessonRef): Promise<LessonProgress | null> {
    return scope.get(ProgressLoaders).viewerLesson.load(id);
  }
}
