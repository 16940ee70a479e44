import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Duration } from '../../../kit/graphql/scalars';
import type { Scope } from '../../../kit/scope/scope';
import { CourseRef, courseRef } from '../course/course.ref';
import { Lesson } from '../lesson/lesson.entity';
import { LessonLoaders } from '../lesson/lesson.loaders';
import { Section } from './section.entity';
import {
  CreateSectionInput,
  CreateSectionPayload,
  DeleteSectionInput,
  DeleteSectionPayload,
  MoveSectionInput,
  MoveSectionPayload,
  UpdateSectionInput,
  UpdateSectionPayload,
} from './section.input';
import { SectionLoaders } from './section.loaders';
import { SectionService } from './section.service';

@Resolver(() => Section)
export class SectionResolver {
  @Query(() => Section, {
    nullable: true,
    description:
      'One section: the draft for editors, what is published for everyone else; null where there is none for this viewer.',
  })
  section(@Ctx() scope: Scope, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Section | null> {
    return scope.get(SectionLoaders).visible.load(id);
  }

  @Mutation(() => CreateSectionPayload, { description: 'Adds a section at the end of a course’s draft.' })
  async createSection(
    @Ctx() scope: Scope,
    @Arg('input', () => CreateSectionInput, { description: 'The new section.' }) input: CreateSectionInput,
  ): Promise<CreateSectionPayload> {
    const section = await scope.get(SectionService).create(input);
    return { section, course: courseRef(section.courseId) };
  }

  @Mutation(() => UpdateSectionPayload, { description: 'Changes a section of the draft.' })
  async updateSection(
    @Ctx() scope: Scope,
    @Arg('input', () => UpdateSectionInput, { description: 'What to change.' }) input: UpdateSectionInput,
  ): Promise<UpdateSectionPayload> {
    return { section: await scope.get(SectionService).update(input) };
  }

  @Mutation(() => MoveSectionPayload, {
    description: 'Moves a section, with its lessons, to another place in the draft.',
  })
  async moveSection(
    @Ctx() scope: Scope,
    @Arg('input', () => MoveSectionInput, { description: 'What to move, and where to.' }) input: MoveSectionInput,
  ): Promise<MoveSectionPayload> {
    const section = await scope.get(SectionService).move(input);
    return { section, course: courseRef(section.courseId) };
  }

  @Mutation(() => DeleteSectionPayload, {
    description: 'Deletes a section from the draft. Learners keep it until the curriculum is published.',
  })
  async deleteSection(
    @Ctx() scope: Scope,
    @Arg('input', () => DeleteSectionInput, { description: 'What to delete.' }) input: DeleteSectionInput,
  ): Promise<DeleteSectionPayload> {
    const { id, courseId } = await scope.get(SectionService).delete(input);
    return { deletedSectionId: id, course: courseRef(courseId) };
  }

  @FieldResolver(() => CourseRef, { nullable: true, description: 'The course that it is a part of.' })
  course(@Root() section: Section): CourseRef {
    return courseRef(section.courseId);
  }

  @FieldResolver(() => [Lesson], { description: 'Its lessons in order, at most 200.' })
  lessons(@Ctx() scope: Scope, @Root() section: Section): Promise<Lesson[]> {
    return scope.get(LessonLoaders).inSection(section);
  }

  @FieldResolver(() => Duration, { description: 'How long all its lessons take together, in seconds.' })
  async duration(@Ctx() scope: Scope, @Root() section: Section): Promise<number> {
    const lessons = await scope.get(LessonLoaders).inSection(section);
    return lessons.reduce((sum, lesson) => sum + lesson.durationSeconds, 0);
  }
}
