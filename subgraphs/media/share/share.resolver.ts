import { Arg, Args, Ctx, Directive, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { documentPage } from '../../../kit/documents/page';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import type { Scope } from '../../../kit/scope/scope';
import { Asset } from '../asset/asset.document';
import { CourseRef } from '../course/course.ref';
import { LessonRef } from '../lesson/lesson.ref';
import { UserRef } from '../user/user.ref';
import { Access, AccessConnection, accesses } from './access.document';
import { Share } from './share.document';
import {
  OpenSharedDocumentInput,
  OpenSharedDocumentPayload,
  RevokeShareInput,
  RevokeSharePayload,
  ShareDocumentInput,
  ShareDocumentPayload,
} from './share.input';
import { ShareKind } from './share.kind';
import { ShareLoaders } from './share.loaders';
import { ShareService } from './share.service';
import { SharedDocument, SharedDocumentConnection } from './shared-document.type';
import { SharedDocuments } from './shared-documents';

@Resolver(() => Share)
export class ShareResolver {
  @Mutation(() => ShareDocumentPayload, { description: 'Shares a document.' })
  shareDocument(
    @Ctx() scope: Scope,
    @Arg('input', () => ShareDocumentInput, { description: 'What, and with whom.' }) input: ShareDocumentInput,
  ): Promise<ShareDocumentPayload> {
    return scope.get(ShareService).share(input);
  }

  @Mutation(() => RevokeSharePayload, { description: 'Takes a share back: nobody gets the document by it any more.' })
  async revokeShare(
    @Ctx() scope: Scope,
    @Arg('input', () => RevokeShareInput, { description: 'Which.' }) { id }: RevokeShareInput,
  ): Promise<RevokeSharePayload> {
    await scope.get(ShareService).revoke(id);
    return { revokedShareId: id };
  }

  @Mutation(() => OpenSharedDocumentPayload, {
    description: 'Downloads a document that is shared with the viewer; its owner sees that they did.',
  })
  openSharedDocument(
    @Ctx() scope: Scope,
    @Arg('input', () => OpenSharedDocumentInput, { description: 'Which.' }) { id }: OpenSharedDocumentInput,
  ): Promise<OpenSharedDocumentPayload> {
    return scope.get(SharedDocuments).open(id);
  }

  @Query(() => SharedDocumentConnection, {
    nullable: true,
    description: 'Documents that are shared with the viewer in person, the newest first.',
  })
  @ListSize()
  @Directive('@authenticated')
  sharedDocuments(@Ctx() scope: Scope, @Args(() => PageArgs) args: PageArgs): Promise<Page<SharedDocument>> {
    return scope.get(SharedDocuments).page(args);
  }

  @FieldResolver(() => UserRef, { nullable: true, description: 'The person with whom.' })
  person(@Root() { kind, withId }: Share): UserRef | null {
    return kind === ShareKind.PERSON && withId !== null ? UserRef.of(withId) : null;
  }

  @FieldResolver(() => CourseRef, { nullable: true, description: 'The course with whose learners.' })
  course(@Root() { kind, withId }: Share): CourseRef | null {
    return kind === ShareKind.COURSE && withId !== null ? CourseRef.of(withId) : null;
  }

  @FieldResolver(() => LessonRef, { nullable: true, description: 'The lesson with whose learners.' })
  lesson(@Root() { kind, withId }: Share): LessonRef | null {
    return kind === ShareKind.LESSON && withId !== null ? LessonRef.of(withId) : null;
  }
}

@Resolver(() => Access)
export class AccessResolver {
  @FieldResolver(() => UserRef, {
    nullable: true,
    description: 'Who; null for whoever came by a link without having logged in, and for who is nobody any more.',
  })
  person(@Root() { personId }: Access): UserRef | null {
    return personId === null ? null : UserRef.of(personId);
  }
}

/** What those who look after a document see of its shares. */
@Resolver(() => Asset)
export class SharedAssetResolver {
  @FieldResolver(() => [Share], { description: 'With whom it is shared now; at most 100.' })
  shares(@Ctx() scope: Scope, @Root() { id }: Asset): Promise<Share[]> {
    return scope.get(ShareLoaders).of.load(id);
  }

  @FieldResolver(() => AccessConnection, {
    nullable: true,
    description: 'Who got it by a share in the last 90 days, the newest first.',
  })
  @ListSize()
  accesses(
    @Ctx() scope: Scope,
    @Root() { id: assetId }: Asset,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<Access>> {
    return documentPage(scope, { name: 'accesses', collection: accesses, filter: { assetId } }, args);
  }
}

@Resolver(() => LessonRef)
export class LessonFilesResolver {
  @FieldResolver(() => [SharedDocument], {
    description: 'Files to go with it, for who may see what it shows; none for everyone else.',
  })
  files(@Ctx() scope: Scope, @Root() { id }: LessonRef): Promise<SharedDocument[]> {
    return scope.get(SharedDocuments).ofLesson(id);
  }
}

@Resolver(() => CourseRef)
export class CourseFilesResolver {
  @FieldResolver(() => [SharedDocument], {
    description: 'Files to go with it, for who is enrolled and who may edit it; none for everyone else.',
  })
  files(@Ctx() scope: Scope, @Root() { id }: CourseRef): Promise<SharedDocument[]> {
    return scope.get(SharedDocuments).ofCourse(id);
  }
}
