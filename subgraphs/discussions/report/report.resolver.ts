import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { Case } from '../moderation/case.document';
import {
  PostReport,
  ReportMessageInput,
  ReportMessagePayload,
  ReportPostInput,
  ReportPostPayload,
} from './report.input';
import { ReportLoaders, shownReports } from './report.loaders';
import { ReportService } from './report.service';

@Resolver(() => Case)
export class ReportResolver {
  @Mutation(() => ReportPostPayload, {
    description: 'Tells the moderators of a course that something is wrong with a post.',
  })
  async reportPost(
    @Ctx() scope: Scope,
    @Arg('input', () => ReportPostInput, { description: 'What is wrong.' }) input: ReportPostInput,
  ): Promise<ReportPostPayload> {
    await scope.get(ReportService).report(input);
    return { reportedPostId: input.postId };
  }

  @Mutation(() => ReportMessagePayload, {
    description:
      'Tells the moderators of a course that something is wrong with a message of a chat; of that chat they are shown this message only.',
  })
  async reportMessage(
    @Ctx() scope: Scope,
    @Arg('input', () => ReportMessageInput, { description: 'What is wrong.' }) input: ReportMessageInput,
  ): Promise<ReportMessagePayload> {
    await scope.get(ReportService).reportMessage(input);
    return { reportedMessageId: input.messageId };
  }

  @FieldResolver(() => [PostReport], {
    description: `What people said is wrong, the first ${shownReports}; not who they are.`,
  })
  reports(@Ctx() scope: Scope, @Root() { aboutId }: Case): Promise<PostReport[]> {
    return scope.get(ReportLoaders).about.load(aboutId);
  }
}
