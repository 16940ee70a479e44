import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { loadWith, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { Forum } from '../forum/forum.document';
import { Conversation, conversations } from './conversation.document';
import { conversationPolicy } from './conversation.policy';
import { roomKey } from './conversation.service';

/** The rooms of courses, by course. */
class RoomLoaders {
  readonly ofCourse: Loader<string, Conversation | null>;

  constructor(scope: Scope) {
    this.ofCourse = loadWith<Conversation | null>(async (courseIds) => {
      const uniqueKey = { $in: courseIds.map(roomKey) };
      const found = await scope.documents.of(conversations).find({ uniqueKey }).toArray();
      return new Map((await conversationPolicy.see(scope, found)).map((room) => [room.courseId, room]));
    }, null);
  }
}

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
