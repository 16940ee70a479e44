import { loadWith, type Loader } from '../../../kit/database/loaders';
import { loadDocuments } from '../../../kit/documents/loaders';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { PostState } from '../post/post.states';
import { messages, reactions, type Message, type Reaction } from './message.document';
import { messagePolicy } from './message.policy';

/** So many held messages of their own somebody is shown. */
const mostHeld = 100;

/** Reads of messages by key. */
export class MessageLoaders {
  readonly visible: Loader<string, Message | null>;
  /** Those about which moderators are asked; asked for through cases only, which moderators see. */
  readonly asked: Loader<string, Message | null>;
  /** By conversation, what the viewer said that is held; the latest, the oldest of them first. */
  readonly held: Loader<string, Message[]>;
  /** By message, the sign that most people used first. */
  readonly reactions: Loader<string, Reaction[]>;

  constructor(private readonly scope: Scope) {
    this.visible = loadDocuments(scope, messages, { accepts: isUuid, policy: messagePolicy.see });
    this.asked = loadDocuments(scope, messages, { accepts: isUuid });
    this.held = loadWith<Message[]>((ids) => this.readHeld(ids), []);
    this.reactions = loadWith<Reaction[]>((ids) => this.readReactions(ids), []);
  }

  private async readHeld(conversationIds: readonly string[]): Promise<ReadonlyMap<string, Message[]>> {
    const authorId = this.scope.viewer.id;
    if (authorId === null) return new Map();
    const waiting = { conversationId: { $in: [...conversationIds] }, authorId, seq: 0, state: PostState.HELD };
    const found = await this.scope.documents.of(messages).find(waiting).sort({ _id: -1 }).limit(mostHeld).toArray();
    return Map.groupBy(found.toReversed(), ({ conversationId }) => conversationId);
  }

  private async readReactions(messageIds: readonly string[]): Promise<ReadonlyMap<string, Reaction[]>> {
    const isOwn = { $cond: [{ $eq: ['$userId', this.scope.viewer.id ?? ''] }, true, false] };
    const found = await this.scope.documents
      .of(reactions)
      .aggregate<{ _id: { messageId: string; emoji: string }; count: number; viewerReacted: boolean }>([
        { $match: { messageId: { $in: [...messageIds] } } },
        {
          $group: {
            _id: { messageId: '$messageId', emoji: '$emoji' },
            count: { $sum: 1 },
            viewerReacted: { $max: isOwn },
          },
        },
        { $sort: { count: -1, '_id.emoji': 1 } },
      ])
      .toArray();
    const groups = Map.groupBy(found, ({ _id }) => _id.messageId);
    return new Map(
      [...groups].map(([messageId, rows]) => [
        messageId,
        rows.map(({ _id, count, viewerReacted }) => ({ emoji: _id.emoji, count, viewerReacted })),
      ]),
    );
  }
}
