import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { CourseCloning } from './course-cloning.service';
import { CourseInstructors } from './course-instructors.service';
import { CoursePrices } from './course-prices.service';
import { CoursePublishing } from './course-publishing.service';
import { Course } from './course.entity';
import * as inputs from './course.input';
import { CourseLoaders } from './course.loaders';
import * as payloads from './course.payload';
import { CourseService } from './course.service';

/** Courses by key, and what happens to them. */
@Resolver(() => Course)
export class CourseResolver {
  @Query(() => Course, { nullable: true, description: 'One course; null where there is none for this viewer.' })
  course(@Ctx() scope: Scope, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Course | null> {
    return scope.get(CourseLoaders).visible.load(id);
  }

  @Query(() => Course, {
    nullable: true,
    description: 'One course by its name in addresses, the present one or an old one.',
  })
  courseBySlug(
    @Ctx() scope: Scope,
    @Arg('slug', () => String, { description: 'Its slug. Redirect where `Course.slug` differs.' }) slug: string,
  ): Promise<Course | null> {
    return scope.get(CourseLoaders).visibleBySlug(slug);
  }

  @Mutation(() => payloads.CreateCoursePayload, { description: 'Begins a course as a draft of yours.' })
  async createCourse(
    @Ctx() scope: Scope,
    @Arg('input', () => inputs.CreateCourseInput) input: inputs.CreateCourseInput,
  ): Promise<payloads.CreateCoursePayload> {
    return { course: await scope.get(CourseService).create(input) };
  }

  @Mutation(() => payloads.UpdateCoursePayload, { description: 'Changes what is said of a course.' })
  async updateCourse(
    @Ctx() scope: Scope,
    @Arg('input', () => inputs.UpdateCourseInput) input: inputs.UpdateCourseInput,
  ): Promise<payloads.UpdateCoursePayload> {
    return { course: await scope.get(CourseService).update(input) };
  }

  @Mutation(() => payloads.SetCoursePricesPayload, {
    description: 'Replaces the price list of a course. Orders made before keep their price.',
  })
  async setCoursePrices(
    @Ctx() scope: Scope,
    @Arg('input', () => inputs.SetCoursePricesInput) input: inputs.SetCoursePricesInput,
  ): Promise<payloads.SetCoursePricesPayload> {
    return { course: await scope.get(CoursePrices).set(input) };
  }

  @Mutation(() => payloads.PublishCourseResult, {
    description: 'Brings a draft into the catalogue, or says everything that is missing.',
  })
  async publishCourse(
    @Ctx() scope: Scope,
    @Arg('input', () => inputs.PublishCourseInput) input: inputs.PublishCourseInput,
  ): Promise<typeof payloads.PublishCourseResult> {
    const result = await scope.get(CoursePublishing).publish(input);
    return result instanceof Course ? Object.assign(new payloads.PublishCoursePayload(), { course: result }) : result;
  }

  @Mutation(() => payloads.ArchiveCoursePayload, {
    description: 'Takes a course out of the catalogue. Who is or was enrolled keeps it.',
  })
  async archiveCourse(
    @Ctx() scope: Scope,
    @Arg('input', () => inputs.ArchiveCourseInput) input: inputs.ArchiveCourseInput,
  ): Promise<payloads.ArchiveCoursePayload> {
    return { course: await scope.get(CoursePublishing).archive(input) };
  }

  @Mutation(() => payloads.UnarchiveCourseResult, {
    description: 'Brings an archived course back into the catalogue, or says everything that is missing.',
  })
  async unarchiveCourse(
    @Ctx() scope: Scope,
    @Arg('input', () => inputs.UnarchiveCourseInput) input: inputs.UnarchiveCourseInput,
  ): Promise<typeof payloads.UnarchiveCourseResult> {
    const result = await scope.get(CoursePublishing).unarchive(input);
    return result instanceof Course ? Object.assign(new payloads.UnarchiveCoursePayload(), { course: result }) : result;
  }

  @Mutation(() => payloads.CloneCoursePayload, {
    description: 'Copies a course to a draft of yours: texts, category, tags and prices.',
  })
  async cloneCourse(
    @Ctx() scope: Scope,
    @Arg('input', () => inputs.CloneCourseInput) input: inputs.CloneCourseInput,
  ): Promise<payloads.CloneCoursePayload> {
    return { course: await scope.get(CourseCloning).clone(input) };
  }

  @Mutation(() => payloads.AddCoInstructorPayload, { description: 'Lets someone else teach a course too.' })
  async addCoInstructor(
    @Ctx() scope: Scope,
    @Arg('input', () => inputs.AddCoInstructorInput) input: inputs.AddCoInstructorInput,
  ): Promise<payloads.AddCoInstructorPayload> {
    return { course: await scope.get(CourseInstructors).add(input) };
  }

  @Mutation(() => payloads.RemoveCoInstructorPayload, {
    description: 'Takes a co-instructor from a course; a co-instructor may leave, too.',
  })
  async removeCoInstructor(
    @Ctx() scope: Scope,
    @Arg('input', () => inputs.RemoveCoInstructorInput) input: inputs.RemoveCoInstructorInput,
  ): Promise<payloads.RemoveCoInstructorPayload> {
    return { course: await scope.get(CourseInstructors).remove(input) };
  }

  @Mutation(() => payloads.TransferCoursePayload, { description: 'Makes a co-instructor the owner of a course.' })
  async transferCourse(
    @Ctx() scope: Scope,
    @Arg('input', () => inputs.TransferCourseInput) input: inputs.TransferCourseInput,
  ): Promise<payloads.TransferCoursePayload> {
    return { course: await scope.get(CourseInstructors).transfer(input) };
  }
}
