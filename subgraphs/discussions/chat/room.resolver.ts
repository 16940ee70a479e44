import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { Forum } from '../forum/forum.document';
import { Conversation } from './conversation.document';
import { RoomLoaders } from './room.loaders';

@Resolver(() => Forum)
export class ForumRoomResolver {
  @FieldResolver(() => Conversation, {
    nullable: true,
    description: 'Where its people chat; null before staff open it.',
  })
  room(@Ctx() scope: Scope, @Root() { _id }: Forum): Promise<Conversation | null> {
    return scope.get(RoomLoaders).ofCourse.load(_id);
  }
}
