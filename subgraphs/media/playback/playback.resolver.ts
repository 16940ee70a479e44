import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { LessonRef } from '../lesson/lesson.ref';
import { PlaybackGrant } from './grant.document';
import { GrantState } from './grant.states';
import { GrantStore } from './grant.store';
import { EndPlaybackInput, RenewPlaybackInput, StartPlaybackInput } from './playback.input';
import {
  EndPlaybackPayload,
  RenewPlaybackResult,
  StartPlaybackResult,
  type RenewOutcome,
  type StartOutcome,
} from './playback.result';
import { PlaybackService } from './playback.service';

@Resolver(() => PlaybackGrant)
export class PlaybackResolver {
  @Query(() => PlaybackGrant, { nullable: true, description: "One of the viewer's own playbacks, of any session." })
  playback(
    @Ctx() scope: Scope,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ): Promise<PlaybackGrant | null> {
    return scope.get(GrantStore).visible(id);
  }

  @Mutation(() => StartPlaybackResult, {
    description:
      'Asks for leave to play what a lesson shows, or the trailer of a course. Who may not gets the answer of a lesson, or a course, that is not there.',
  })
  startPlayback(
    @Ctx() scope: Scope,
    @Arg('input', () => StartPlaybackInput, { description: 'What to play.' }) input: StartPlaybackInput,
  ): Promise<StartOutcome> {
    return scope.get(PlaybackService).start(input);
  }

  @Mutation(() => RenewPlaybackResult, {
    description: 'Goes on playing, also after a pause: whether the viewer still may is decided anew.',
  })
  renewPlayback(
    @Ctx() scope: Scope,
    @Arg('input', () => RenewPlaybackInput, { description: 'What goes on.' }) { grantId }: RenewPlaybackInput,
  ): Promise<RenewOutcome> {
    return scope.get(PlaybackService).renew(grantId);
  }

  @Mutation(() => EndPlaybackPayload, {
    description: 'Ends a playback of this or another session of the viewer: its URLs answer no more.',
  })
  async endPlayback(
    @Ctx() scope: Scope,
    @Arg('input', () => EndPlaybackInput, { description: 'What is over.' }) { grantId }: EndPlaybackInput,
  ): Promise<EndPlaybackPayload> {
    return { playback: await scope.get(PlaybackService).end(grantId) };
  }

  @FieldResolver(() => GrantState, { description: 'Where it stands.' })
  state(@Ctx() scope: Scope, @Root() grant: PlaybackGrant): GrantState {
    return grant.stateAt(scope.clock.now());
  }

  @FieldResolver(() => LessonRef, {
    nullable: true,
    description: 'The lesson that shows what is played; null for the trailer of a course.',
  })
  lesson(@Root() { lessonId }: PlaybackGrant): LessonRef | null {
    return lessonId === null ? null : LessonRef.of(lessonId);
  }
}
