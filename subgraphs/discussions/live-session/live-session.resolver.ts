import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { loadWith, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { Conversation } from '../chat/conversation.document';
import { RoomLoaders } from '../chat/room.loaders';
import { liveSessions } from './live-session.document';
import { LiveSessionRef } from './live-session.ref';

/** The courses of live sessions, by session. */
class LiveSessionLoaders {
  readonly courseId: Loader<string, string | null>;

  constructor(scope: Scope) {
    this.courseId = loadWith<string | null>(async (ids) => {
      const found = await scope.documents
        .of(liveSessions)
        .find({ _id: { $in: [...ids] } })
        .toArray();
      return new Map(found.map(({ _id, courseId }) => [_id, courseId]));
    }, null);
  }
}

@Resolver(() => LiveSessionRef)
export class LiveSessionRoomResolver {
  @FieldResolver(() => Conversation, {
    nullable: true,
    description: 'Where those who watch write: the room of its course. Null for whoever takes no part in it.',
  })
  async chatRoom(@Ctx() scope: Scope, @Root() { id }: LiveSessionRef): Promise<Conversation | null> {
    const courseId = await scope.get(LiveSessionLoaders).courseId.load(id);
    return courseId === null ? null : scope.get(RoomLoaders).ofCourse.load(courseId);
  }
}
