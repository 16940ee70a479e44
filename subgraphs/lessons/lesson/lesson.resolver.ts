import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { allows } from '../../../kit/policy/policy';
import type { Scope } from '../../../kit/scope/scope';
import { renderMarkdown } from '../../../kit/text/markdown';
import { CourseRef, courseRef } from '../course/course.ref';
import { Section } from '../section/section.entity';
import { SectionLoaders } from '../section/section.loaders';
import { Lesson, PublishedLesson } from './lesson.entity';
import {
  CreateLessonInput,
  CreateLessonPayload,
  DeleteLessonInput,
  DeleteLessonPayload,
  LessonViewerCan,
  MoveLessonInput,
  MoveLessonPayload,
  UpdateLessonInput,
  UpdateLessonPayload,
} from './lesson.input';
import { LessonLoaders } from './lesson.loaders';
import { lessonPolicy } from './lesson.policy';
import { LessonService } from './lesson.service';

@Resolver(() => Lesson)
export class LessonResolver {
  @Query(() => Lesson, {
    nullable: true,
    description:
      'One lesson: the draft for editors, what is published for everyone else; null where there is none for this viewer.',
  })
  lesson(@Ctx() scope: Scope, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Lesson | null> {
    return scope.get(LessonLoaders).visible.load(id);
  }

  @Mutation(() => CreateLessonPayload, { description: 'Adds a lesson at the end of a section of the draft.' })
  async createLesson(
    @Ctx() scope: Scope,
    @Arg('input', () => CreateLessonInput, { description: 'The new lesson.' }) input: CreateLessonInput,
  ): Promise<CreateLessonPayload> {
    return { lesson: await scope.get(LessonService).create(input) };
  }

  @Mutation(() => UpdateLessonPayload, {
    description: 'Changes a lesson of the draft. Learners see it once the curriculum is published.',
  })
  async updateLesson(
    @Ctx() scope: Scope,
    @Arg('input', () => UpdateLessonInput, { description: 'What to change.' }) input: UpdateLessonInput,
  ): Promise<UpdateLessonPayload> {
    return { lesson: await scope.get(LessonService).update(input) };
  }

  @Mutation(() => MoveLessonPayload, { description: 'Moves a lesson to another place in the draft of its course.' })
  async moveLesson(
    @Ctx() scope: Scope,
    @Arg('input', () => MoveLessonInput, { description: 'What to move, and where to.' }) input: MoveLessonInput,
  ): Promise<MoveLessonPayload> {
    const { lesson, sectionIds } = await scope.get(LessonService).move(input);
    const sections = await Promise.all(sectionIds.map((id) => scope.get(SectionLoaders).draft.load(id)));
    return { lesson, sections: sections.filter((section) => section !== null) };
  }

  @Mutation(() => DeleteLessonPayload, {
    description: 'Deletes a lesson from the draft. Learners keep it until the curriculum is published.',
  })
  async deleteLesson(
    @Ctx() scope: Scope,
    @Arg('input', () => DeleteLessonInput, { description: 'What to delete.' }) input: DeleteLessonInput,
  ): Promise<DeleteLessonPayload> {
    const { id, sectionId } = await scope.get(LessonService).delete(input);
    return { deletedLessonId: id, section: await scope.get(SectionLoaders).draft.load(sectionId) };
  }

  @FieldResolver(() => Boolean, { description: 'Whether this is the draft, which only editors get.' })
  isDraft(@Root() lesson: Lesson): boolean {
    return !(lesson instanceof PublishedLesson);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Markdown: the text of an article, notes beside the other kinds. Null where there is none, and for whoever is neither enrolled with the lesson released, nor reading a preview, nor an editor.',
  })
  body(@Ctx() scope: Scope, @Root() lesson: Lesson): Promise<string | null> {
    return scope.get(LessonLoaders).body.load(lesson);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The body as HTML that is safe to put into a page; null where the body is.',
  })
  async bodyHtml(@Ctx() scope: Scope, @Root() lesson: Lesson): Promise<string | null> {
    const body = await scope.get(LessonLoaders).body.load(lesson);
    return body === null ? null : renderMarkdown(body);
  }

  @FieldResolver(() => ID, {
    nullable: true,
    description:
      'Id of the video, file, live session, quiz or exercise that it shows; null for an article, where there is none yet, and for whoever may not read the body.',
  })
  async contentId(@Ctx() scope: Scope, @Root() lesson: Lesson): Promise<string | null> {
    return (await scope.get(LessonLoaders).isReadable.load(lesson)) ? lesson.contentId : null;
  }

  @FieldResolver(() => Section, { nullable: true, description: 'The section that it is in.' })
  section(@Ctx() scope: Scope, @Root() lesson: Lesson): Promise<Section | null> {
    const { draft, published } = scope.get(SectionLoaders);
    return (lesson instanceof PublishedLesson ? published : draft).load(lesson.sectionId);
  }

  @FieldResolver(() => CourseRef, { nullable: true, description: 'The course that it is a part of.' })
  course(@Root() lesson: Lesson): CourseRef {
    return courseRef(lesson.courseId);
  }

  @FieldResolver(() => LessonViewerCan, { description: 'What the viewer may do with it.' })
  async viewerCan(@Ctx() scope: Scope, @Root() lesson: Lesson): Promise<LessonViewerCan> {
    return { edit: await allows(scope, lessonPolicy.edit, lesson) };
  }
}
