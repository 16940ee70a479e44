import { Arg, Ctx, Directive, FieldResolver, Int, Mutation, Resolver, Root } from 'type-graphql';
import { Duration } from '../../../kit/graphql/scalars';
import { ViewerIndependent } from '../../../kit/graphql/viewer-independent';
import type { Scope } from '../../../kit/scope/scope';
import { CourseRef, courseRef } from '../course/course.ref';
import { Section } from '../section/section.entity';
import { SectionLoaders } from '../section/section.loaders';
import { Curriculum } from './curriculum.entity';
import { PublishCurriculumInput, PublishCurriculumPayload } from './curriculum.input';
import { CurriculumLoaders } from './curriculum.loaders';
import { CurriculumService } from './curriculum.service';
import { DraftCurriculum } from './draft-curriculum.type';

/** What lessons add to a course. */
@Resolver(() => CourseRef)
export class CourseResolver {
  @Mutation(() => PublishCurriculumPayload, {
    description: 'Makes the draft of a course’s curriculum what learners read, as the next revision.',
  })
  async publishCurriculum(
    @Ctx() scope: Scope,
    @Arg('input', () => PublishCurriculumInput, { description: 'The course.' }) input: PublishCurriculumInput,
  ): Promise<PublishCurriculumPayload> {
    const curriculum = await scope.get(CurriculumService).publish(input);
    return { curriculum, course: courseRef(curriculum.courseId) };
  }

  @FieldResolver(() => Curriculum, {
    nullable: true,
    description: 'Its table of contents, as published last; null before that.',
  })
  curriculum(@Ctx() scope: Scope, @Root() course: CourseRef): Promise<Curriculum | null> {
    return scope.get(CurriculumLoaders).published(course.id);
  }

  @Directive('@authenticated')
  @FieldResolver(() => DraftCurriculum, {
    nullable: true,
    description: 'The curriculum as its editors work on it; null for everyone else.',
  })
  async draftCurriculum(@Ctx() scope: Scope, @Root() course: CourseRef): Promise<DraftCurriculum | null> {
    const editable = await scope.get(CurriculumLoaders).editable.load(course.id);
    return editable && DraftCurriculum.of(editable);
  }

  @ViewerIndependent({ unlessNull: true })
  @FieldResolver(() => Int, { nullable: true, description: 'How many lessons are published; null before any is.' })
  async lessonCount(@Ctx() scope: Scope, @Root() course: CourseRef): Promise<number | null> {
    return (await scope.get(CurriculumLoaders).published(course.id))?.lessonCount ?? null;
  }

  @ViewerIndependent({ unlessNull: true })
  @FieldResolver(() => Duration, {
    nullable: true,
    description: 'How long all published lessons take together, in seconds; null before any is.',
  })
  async duration(@Ctx() scope: Scope, @Root() course: CourseRef): Promise<number | null> {
    return (await scope.get(CurriculumLoaders).published(course.id))?.durationSeconds ?? null;
  }
}

@Resolver(() => Curriculum)
export class CurriculumResolver {
  @FieldResolver(() => [Section], { description: 'Its sections in order, at most 100.' })
  sections(@Ctx() scope: Scope, @Root() { courseId }: Curriculum): Promise<Section[]> {
    return scope.get(SectionLoaders).publishedOfCourse.load(courseId);
  }
}

@Resolver(() => DraftCurriculum)
export class DraftCurriculumResolver {
  @FieldResolver(() => [Section], { description: 'The sections of the draft in order, at most 100.' })
  sections(@Ctx() scope: Scope, @Root() { courseId }: DraftCurriculum): Promise<Section[]> {
    return scope.get(SectionLoaders).draftOfCourse.load(courseId);
  }
}
