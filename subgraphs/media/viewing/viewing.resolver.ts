import { Arg, Ctx, ID, Mutation, Resolver, Root, Subscription } from 'type-graphql';
import { Live } from '../../../kit/graphql/live-directive';
import { liveSource } from '../../../kit/graphql/live-source';
import type { Scope } from '../../../kit/scope/scope';
import { GrantStore } from '../playback/grant.store';
import { PlaybackAdviceChanged, ReportPlaybackInput, ReportPlaybackPayload } from './viewing.input';
import type { AdviceMessage } from './viewing.live';
import { ViewingService } from './viewing.service';

@Resolver()
export class ViewingResolver {
  @Mutation(() => ReportPlaybackPayload, {
    description: "A player's heartbeat: what it has played counts as watched, as far as it can be true.",
  })
  reportPlayback(
    @Ctx() scope: Scope,
    @Arg('input', () => ReportPlaybackInput, { description: 'What it has done.' }) input: ReportPlaybackInput,
  ): Promise<ReportPlaybackPayload> {
    return scope.get(ViewingService).report(input);
  }

  @Subscription(() => PlaybackAdviceChanged, {
    nullable: true,
    subscribe: liveSource((scope, { grantId }: { grantId: string }) => scope.get(ViewingService).changes(grantId)),
    description: "What a player of this session should play, each time that changes; ends with the playback's end.",
  })
  @Live({ overflow: 'LATEST' })
  async playbackAdviceChanged(
    @Ctx() scope: Scope,
    @Root() message: AdviceMessage,
    @Arg('grantId', () => ID, { description: 'The playback.' }) _grantId: string,
  ): Promise<PlaybackAdviceChanged> {
    const playback = await scope.get(GrantStore).ofSession(message.grantId);
    return { playback, advice: await scope.get(ViewingService).adviceOf(playback) };
  }
}
