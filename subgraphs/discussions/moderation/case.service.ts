import { kitErrors } from '../../../kit/errors/kit-errors';
import { signedIn } from '../../../kit/identity/signed-in';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { daysAfter } from '../../../kit/scope/clock';
import { mayModerateEverywhere } from '../course/course.policy';
import { discussionsErrors } from '../discussions.errors';
import { messages, type Message } from '../chat/message.document';
import { posts, type Post } from '../post/post.document';
import { PostState } from '../post/post.states';
import { demandEditRate } from '../rates';
import { RestrictionStore } from '../restriction/restriction.store';
import { everywhere, RestrictionKind } from '../restriction/restriction.document';
import { inTurn } from '../turns';
import { cases, type Case, type Topic } from './case.document';
import type { AppealMessageModerationInput, AppealModerationInput, DecideModerationCaseInput } from './case.input';
import { CaseDecision, CaseState, Sanction } from './case.states';
import { CaseStore } from './case.store';
import { placeOf, subjectOf } from './subject';

const outcome = { APPROVE: PostState.PUBLISHED, REMOVE: PostState.REMOVED } as const;

/** What moderators do with cases. */
export class CaseService {
  constructor(private readonly scope: Scope) {}

  /** @throws UNAUTHENTICATED, NOT_FOUND, CASE_STATE */
  claim(id: string): Promise<Case> {
    return this.change(id, CaseState.CLAIMED, async (tx, claimed) => {
      claimed.claimedById = signedIn(tx.viewer);
      return 'CLAIMED';
    });
  }

  /** @throws UNAUTHENTICATED, NOT_FOUND, CASE_STATE */
  release(id: string): Promise<Case> {
    return this.change(id, CaseState.OPEN, async (_tx, released) => {
      if (released.claimedById === null) throw discussionsErrors.CASE_STATE({ state: CaseState.DECIDED });
      released.claimedById = null;
      return 'RELEASED';
    });
  }

  /** An appeal is decided the same way. @throws UNAUTHENTICATED, NOT_FOUND, BAD_INPUT, CASE_STATE */
  decide({
    id,
    decision,
    sanction = null,
    sanctionDays = null,
    note = null,
  }: DecideModerationCaseInput): Promise<Case> {
    return this.change(id, CaseState.DECIDED, async (tx, decided) => {
      demandRank(tx, sanction, decided.sanction);
      const now = tx.clock.now();
      const subject = await subjectOf(tx, decided);
      const before = decided.sanction;
      decided.stateBefore ??= subject.state;
      const wasHidden = subject.state === PostState.HELD || subject.state === PostState.REMOVED;
      await subject.bring(outcome[decision]);
      Object.assign(decided, {
        decision,
        sanction,
        note,
        decidedById: signedIn(tx.viewer),
        decidedAt: now,
        isEditedSince: false,
        claimedById: null,
      });
      const until = sanctionDays === null ? null : daysAfter(now, sanctionDays);
      await punish(tx, decided, before, until);
      await subject.tell({ decision, sanction, until: until?.toISOString() ?? null, reason: note, wasHidden });
      return `DECIDED ${[decision, sanction].filter(Boolean).join(' ')}`;
    });
  }

  /** What it is about goes back to where it stood, and its author is no longer punished. @throws UNAUTHENTICATED, NOT_FOUND, BAD_INPUT, CASE_STATE */
  reopen(id: string): Promise<Case> {
    return this.change(id, CaseState.OPEN, async (tx, reopened) => {
      if (reopened.decision === null) throw discussionsErrors.CASE_STATE({ state: CaseState.CLAIMED });
      demandRank(tx, reopened.sanction);
      const subject = await subjectOf(tx, reopened);
      if (reopened.stateBefore !== null) await subject.bring(reopened.stateBefore);
      const before = reopened.sanction;
      Object.assign(reopened, {
        decision: null,
        sanction: null,
        note: null,
        claimedById: null,
        decidedById: null,
        decidedAt: null,
        appeal: null,
        stateBefore: null,
      });
      await punish(tx, reopened, before, null);
      return 'REOPENED';
    });
  }

  /** Once for each decision, by the author, also where they are kept out. @throws UNAUTHENTICATED, NOT_FOUND, CASE_STATE, RATE_LIMITED */
  async appeal({ postId, text }: AppealModerationInput): Promise<Post> {
    await demandEditRate(this.scope);
    return this.scope.transaction(async (tx) => {
      await object(tx, 'POST', postId, text);
      return (await tx.documents.of(posts).findOne({ _id: postId }))!;
    });
  }

  /** The same about a message. @throws UNAUTHENTICATED, NOT_FOUND, CASE_STATE, RATE_LIMITED */
  async appealMessage({ messageId, text }: AppealMessageModerationInput): Promise<Message> {
    await demandEditRate(this.scope);
    return this.scope.transaction(async (tx) => {
      await object(tx, 'MESSAGE', messageId, text);
      return (await tx.documents.of(messages).findOne({ _id: messageId }))!;
    });
  }

  /** Messages of one conversation become published one after the other. */
  private async change(
    id: string,
    state: CaseState,
    work: (tx: Scope, changed: Case) => Promise<string>,
  ): Promise<Case> {
    return inTurn(this.scope, await placeOf(this.scope, id), async (tx) => {
      const store = tx.get(CaseStore);
      const changed = await store.become(id, state);
      const { courseId, organisationId, aboutId, authorId: personId } = changed;
      const action = await work(tx, changed);
      await store.note({ courseId, organisationId, aboutId, personId, action, note: changed.note });
      return store.save(changed);
    });
  }
}

async function object(tx: Scope, about: Topic, aboutId: string, text: string): Promise<void> {
  const authorId = signedIn(tx.viewer);
  const found = isUuid(aboutId) ? await tx.documents.of(cases).findOne({ aboutId }) : null;
  if (found?.authorId !== authorId || found.about !== about) throw kitErrors.NOT_FOUND({ thing: about.toLowerCase() });
  const { state, courseId, organisationId } = found;
  if (
    found.appeal !== null ||
    found.decision !== CaseDecision.REMOVE ||
    !found.become(CaseState.APPEALED, tx.clock.now())
  )
    throw discussionsErrors.CASE_STATE({ state });
  found.appeal = text;
  await tx.get(CaseStore).save(found);
  const noted = { courseId, organisationId, aboutId, personId: authorId, action: 'APPEALED', note: text };
  await tx.get(CaseStore).note(noted);
}

/** Only staff of the marketplace keep somebody out everywhere, and let them in again. @throws BAD_INPUT */
function demandRank(tx: Scope, ...sanctions: readonly (Sanction | null)[]): void {
  if (sanctions.includes(Sanction.BAN_EVERYWHERE) && !mayModerateEverywhere(tx.viewer))
    throw kitErrors.BAD_INPUT({ fields: { 'input.sanction': 'Ask staff of the marketplace: they decide this.' } });
}

/** The sanction of this case's decision before goes, the one of this comes. */
async function punish(
  tx: Scope,
  { _id, courseId: ofCase, authorId: userId, sanction, note }: Case,
  before: Sanction | null,
  until: Date | null,
): Promise<void> {
  const store = tx.get(RestrictionStore);
  const [old, due] = [before && restriction[before], sanction && restriction[sanction]];
  const courseOf = ({ isEverywhere }: Punishment): string => (isEverywhere ? everywhere : ofCase);
  if (old) await store.lift({ courseId: courseOf(old), userId }, _id);
  if (due) await store.restrict({ courseId: courseOf(due), userId, kind: due.kind, until, reason: note }, _id);
}

interface Punishment {
  readonly kind: RestrictionKind;
  readonly isEverywhere: boolean;
}

const restriction: Readonly<Record<Sanction, Punishment | null>> = {
  WARN: null,
  MUTE: { kind: RestrictionKind.MUTE, isEverywhere: false },
  BAN: { kind: RestrictionKind.BAN, isEverywhere: false },
  BAN_EVERYWHERE: { kind: RestrictionKind.BAN, isEverywhere: true },
};
