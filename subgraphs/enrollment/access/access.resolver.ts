import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { CourseRef } from '../course/course.stub';
import { LessonRef } from '../lesson/lesson.stub';
import { AccessLoaders } from './access.loaders';
import { Access, LessonAccess } from './access.types';

@Resolver(() => CourseRef)
export class CourseAccessResolver {
  @FieldResolver(() => Access, {
    nullable: true,
    description: 'Whether the viewer may take the course, and why or why not.',
  })
  access(@Ctx() scope: Scope, @Root() { id }: CourseRef): Promise<Access | null> {
    return scope.get(AccessLoaders).ofCourse(id);
  }
}

@Resolver(() => LessonRef)
export class LessonAccessResolver {
  @FieldResolver(() => LessonAccess, {
    nullable: true,
    description: 'Whether the lesson is open to the viewer, and why or why not.',
  })
  access(@Ctx() scope: Scope, @Root() { id }: LessonRef): Promise<LessonAccess | null> {
    return scope.get(AccessLoaders).ofLesson(id);
  }
}
