import { on } from '../../../kit/events/on';
import { AssetState, RefusalReason } from './asset.states';
import { AssetStore } from './asset.store';

/** What was made of a video or of sound, or that nothing could be. */
export const onTranscodeEnded = on('transcode.ended', async (tx, { outcome, reason, result, jobId, ...ids }) => {
  const store = tx.get(AssetStore);
  if (outcome === 'DONE' && result) {
    const facts = { transcoded: { ...result, jobId }, readyAt: tx.clock.now() };
    await store.move(ids, AssetState.READY, facts);
    return;
  }
  const refused = outcome === 'CANCELLED' ? RefusalReason.CANCELLED : RefusalReason.NOT_TRANSCODED;
  await store.move(ids, AssetState.REFUSED, { refusal: { reason: refused, detail: reason } });
});
