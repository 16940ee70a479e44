import { Arg, Args, Ctx, Directive, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { page } from '../../../kit/database/page';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import type { Scope } from '../../../kit/scope/scope';
import { CourseRef } from '../course/course.stub';
import { UserRef } from '../user/user.stub';
import { Announcement } from './announcement.entity';
import {
  AnnouncementAudience,
  AnnouncementConnection,
  AnnouncementsArgs,
  CancelAnnouncementInput,
  CancelAnnouncementPayload,
  CreateAnnouncementInput,
  CreateAnnouncementPayload,
  UpdateAnnouncementInput,
  UpdateAnnouncementPayload,
} from './announcement.input';
import { announcementList } from './announcement.list';
import { AnnouncementLoaders } from './announcement.loaders';
import { AnnouncementService } from './announcement.service';

@Resolver(() => Announcement)
export class AnnouncementResolver {
  @Query(() => Announcement, {
    nullable: true,
    description: 'One announcement: of a course that you learn, or teach; else null.',
  })
  @Directive('@authenticated')
  announcement(
    @Ctx() scope: Scope,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ): Promise<Announcement | null> {
    return scope.get(AnnouncementLoaders).visible.load(id);
  }

  @Query(() => AnnouncementConnection, {
    description: 'What was said to everyone in a course, the newest first; who teaches it reads what is planned, too.',
  })
  @ListSize()
  @Directive('@authenticated')
  async announcements(
    @Ctx() scope: Scope,
    @Args(() => AnnouncementsArgs) { courseId, ...args }: AnnouncementsArgs,
  ): Promise<Page<Announcement>> {
    return page(scope, await announcementList(scope, courseId), args);
  }

  @Query(() => AnnouncementAudience, {
    description: 'Whom an announcement would reach now. For who teaches the course.',
  })
  @Directive('@authenticated')
  announcementAudience(
    @Ctx() scope: Scope,
    @Arg('courseId', () => ID, { description: 'The course.' }) courseId: string,
  ): Promise<AnnouncementAudience> {
    return scope.get(AnnouncementService).audience(courseId);
  }

  @Mutation(() => CreateAnnouncementPayload, { description: 'Says something to everyone in a course, now or later.' })
  async createAnnouncement(
    @Ctx() scope: Scope,
    @Arg('input', () => CreateAnnouncementInput, { description: 'What to say.' }) input: CreateAnnouncementInput,
  ): Promise<CreateAnnouncementPayload> {
    return { announcement: await scope.get(AnnouncementService).create(input) };
  }

  @Mutation(() => UpdateAnnouncementPayload, { description: 'Changes what was not said yet.' })
  async updateAnnouncement(
    @Ctx() scope: Scope,
    @Arg('input', () => UpdateAnnouncementInput, { description: 'The change.' }) input: UpdateAnnouncementInput,
  ): Promise<UpdateAnnouncementPayload> {
    return { announcement: await scope.get(AnnouncementService).update(input) };
  }

  @Mutation(() => CancelAnnouncementPayload, { description: 'Does not say it.' })
  async cancelAnnouncement(
    @Ctx() scope: Scope,
    @Arg('input', () => CancelAnnouncementInput, { description: 'Which.' }) { id }: CancelAnnouncementInput,
  ): Promise<CancelAnnouncementPayload> {
    return { announcement: await scope.get(AnnouncementService).cancel(id) };
  }

  @FieldResolver(() => CourseRef, { nullable: true, description: 'The course.' })
  course(@Root() { courseId }: Announcement): CourseRef {
    return CourseRef.of(courseId);
  }

  @FieldResolver(() => UserRef, { nullable: true, description: 'Who says it.' })
  author(@Root() { authorId }: Announcement): UserRef | null {
    return authorId ? UserRef.of(authorId) : null;
  }
}
