import { loadWith, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { type Conversation, conversations } from './conversation.document';
import { conversationPolicy } from './conversation.policy';
import { roomKey } from './conversation.store';

/** The rooms of courses, by course, which the viewer may see. */
export class RoomLoaders {
  readonly ofCourse: Loader<string, Conversation | null>;

  constructor(scope: Scope) {
    this.ofCourse = loadWith<Conversation | null>(async (courseIds) => {
      const uniqueKey = { $in: courseIds.map(roomKey) };
      const found = await scope.documents.of(conversations).find({ uniqueKey }).toArray();
      return new Map((await conversationPolicy.see(scope, found)).map((room) => [room.courseId, room]));
    }, null);
  }
}
