import type { ReferenceResolver } from '../../../kit/subgraph/define';
import type { Conversation } from './conversation.document';
import { ConversationLoaders } from './conversation.loaders';
import type { Message } from './message.document';
import { MessageLoaders } from './message.loaders';

export const resolveConversation: ReferenceResolver<Conversation> = (scope, { id }) =>
  scope.get(ConversationLoaders).visible.load(id);

export const resolveMessage: ReferenceResolver<Message> = (scope, { id }) => scope.get(MessageLoaders).visible.load(id);
