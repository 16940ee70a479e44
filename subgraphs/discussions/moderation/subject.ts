import { kitErrors } from '../../../kit/errors/kit-errors';
import type { EventPayload } from '../../../kit/events/catalog';
import { emit } from '../../../kit/events/emit';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { messages } from '../chat/message.document';
import { MessageMoves } from '../chat/message.moves';
import { posts } from '../post/post.document';
import { PostMoves } from '../post/post.moves';
import { mayBecome, type PostState } from '../post/post.states';
import { threads } from '../thread/thread.document';
import { cases, type Case } from './case.document';
import { Sanction } from './case.states';

interface Told extends Pick<EventPayload<'post.moderated'>, 'decision' | 'until' | 'reason' | 'wasHidden'> {
  readonly sanction: Sanction | null;
}

/** What a case is about, as far as a decision goes. Inside of a transaction. */
interface Subject {
  readonly state: PostState;
  /** What its author deleted meanwhile stays deleted. */
  bring(to: PostState): Promise<void>;
  /** Tells its author. */
  tell(told: Told): Promise<void>;
}

/** @throws NOT_FOUND */
export function subjectOf(tx: Scope, asked: Case): Promise<Subject> {
  return asked.about === 'POST' ? postOf(tx, asked) : messageOf(tx, asked);
}

async function postOf(tx: Scope, { aboutId, courseId, organisationId, authorId: recipientId }: Case): Promise<Subject> {
  const post = await tx.documents.of(posts).findOne({ _id: aboutId });
  if (!post) throw kitErrors.NOT_FOUND({ thing: 'post' });
  const { _id: postId, threadId } = post;
  return {
    state: post.state,
    bring: async (to) => void (goes(post.state, to) && (await tx.get(PostMoves).move(post, to))),
    tell: async ({ sanction, ...told }) => {
      const title = (await tx.documents.of(threads).findOne({ _id: threadId }))?.title ?? '';
      const facts = { postId, threadId, courseId, organisationId, recipientId, title };
      await emit(tx, 'post.moderated', { ...facts, ...told, sanction: toldAs(sanction) });
    },
  };
}

/** Of a message its author reads what was decided where it stands, and is told what they may not do any more. */
async function messageOf(tx: Scope, { aboutId, courseId, organisationId, authorId: userId }: Case): Promise<Subject> {
  const message = await tx.documents.of(messages).findOne({ _id: aboutId });
  if (!message) throw kitErrors.NOT_FOUND({ thing: 'message' });
  return {
    state: message.state,
    bring: async (to) => void (goes(message.state, to) && (await tx.get(MessageMoves).move(message, to))),
    tell: async ({ sanction, until, reason }) => {
      const kind = toldAs(sanction);
      if (kind !== null && kind !== 'WARN')
        await emit(tx, 'member.restricted', { courseId, organisationId, userId, kind, until, reason });
    },
  };
}

const goes = (from: PostState, to: PostState): boolean => from !== to && mayBecome(from, to);

/** Who is kept out everywhere is kept out of this course, too: other subgraphs are told that. */
const toldAs = (sanction: Sanction | null): EventPayload<'post.moderated'>['sanction'] =>
  sanction === Sanction.BAN_EVERYWHERE ? Sanction.BAN : sanction;

/** Where what a case is about was said: whatever is decided there at once is decided one after the other. */
export async function placeOf(scope: Scope, caseId: string): Promise<string> {
  const found = isUuid(caseId) ? await scope.documents.of(cases).findOne({ _id: caseId }) : null;
  if (found?.about !== 'MESSAGE') return caseId;
  const message = await scope.documents.of(messages).findOne({ _id: found.aboutId });
  return message?.conversationId ?? caseId;
}
