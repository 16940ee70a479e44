import { loadWith, type Loader } from '../../../kit/database/loaders';
import { loadDocuments } from '../../../kit/documents/loaders';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { conversations, memberId, members, type Conversation, type Member } from './conversation.document';
import { conversationPolicy } from './conversation.policy';

/** Reads of conversations by key. */
export class ConversationLoaders {
  readonly visible: Loader<string, Conversation | null>;
  /** How the viewer is in a conversation; null where they are not, or have not read a room yet. */
  readonly own: Loader<string, Member | null>;

  constructor(scope: Scope) {
    this.visible = loadDocuments(scope, conversations, { accepts: isUuid, policy: conversationPolicy.see });
    this.own = loadWith<Member | null>(async (ids) => {
      const userId = scope.viewer.id;
      if (userId === null) return new Map();
      const found = await scope.documents
        .of(members)
        .find({ _id: { $in: ids.map((id) => memberId(id, userId)) } })
        .toArray();
      return new Map(found.map((member) => [member.conversationId, member]));
    }, null);
  }
}
