import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { Message } from '../chat/message.document';
import { Post } from '../post/post.document';
import { Moderation } from './case.input';
import { CaseLoaders } from './case.loaders';
import { CaseDecision, CaseState } from './case.states';

const description =
  'Why it is held, and what was decided; null for whoever is neither its author nor staff, and without a case.';

/** What the author of a post is told. */
@Resolver(() => Post)
export class PostModerationResolver {
  @FieldResolver(() => Moderation, { nullable: true, description })
  moderation(@Ctx() scope: Scope, @Root() { _id }: Post): Promise<Moderation | null> {
    return told(scope, _id);
  }
}

/** And that of a message. */
@Resolver(() => Message)
export class MessageModerationResolver {
  @FieldResolver(() => Moderation, { nullable: true, description })
  moderation(@Ctx() scope: Scope, @Root() { _id }: Message): Promise<Moderation | null> {
    return told(scope, _id);
  }
}

async function told(scope: Scope, aboutId: string): Promise<Moderation | null> {
  const found = await scope.get(CaseLoaders).about.load(aboutId);
  if (!found) return null;
  const { reasons, decision, sanction, note, appeal, state, authorId } = found;
  const isOpen = state === CaseState.DECIDED && decision === CaseDecision.REMOVE && appeal === null;
  return { reasons, decision, sanction, note, viewerCanAppeal: isOpen && scope.viewer.is(authorId) };
}
