import { AssetProtection } from '../asset/asset.protection';
import type { PlaybackGrant } from './grant.document';

/** Where a grant's files are, seen from outside; with a slash at its end. */
export function baseOf(publicUrl: string, token: string): string {
  return `${publicUrl.replace(/\/+$/, '')}/media/play/${token}/`;
}

/** Where players begin; null for what there is not. */
export interface PlaybackAddresses {
  readonly hlsUrl: string;
  readonly dashUrl: string | null;
  readonly clearKeyUrl: string | null;
  readonly posterUrl: string | null;
  readonly storyboardUrl: string | null;
  readonly waveformUrl: string | null;
}

export function addressesOf({ protection, transcoded }: PlaybackGrant, base: string): PlaybackAddresses {
  const { poster, storyboard, waveform } = transcoded;
  const at = (file: string | null): string | null => (file === null ? null : base + file);
  return {
    hlsUrl: `${base}master.m3u8`,
    dashUrl: protection === AssetProtection.AES_128 ? null : `${base}manifest.mpd`,
    clearKeyUrl: protection === AssetProtection.CBCS ? `${base}license` : null,
    posterUrl: at(poster),
    storyboardUrl: at(storyboard),
    waveformUrl: at(waveform),
  };
}
