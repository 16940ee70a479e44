import type { PlaybackGrant } from './grant.document';

/** Systems whose licences come from a server of somebody else. */
export type DrmSystem = 'WIDEVINE' | 'FAIRPLAY' | 'PLAYREADY';

/** What a player sends, and gets, as it is: only the player and the licence server read it. */
export interface LicenceRequest {
  readonly system: DrmSystem;
  /** Of the viewer's device: a Widevine challenge, a FairPlay SPC. */
  readonly challenge: Uint8Array;
  readonly grant: PlaybackGrant;
  /** As in the manifest, 16 bytes; the server is given the key for it, or derives the same. */
  readonly keyId: Buffer;
}

/**
 * The place where a licence server is put in: what is packaged as CBCS plays with Widevine, FairPlay and PlayReady once
 * such a server has the keys and manifests name the system (docs/operating.md, "Playback"). None is shipped. Whoever
 * implements it is called behind the same admission as keys are, so it decides about the device, not about the viewer.
 */
export interface LicenceProxy {
  readonly systems: readonly DrmSystem[];
  /** @throws UNAVAILABLE where the server does not answer in time */
  license(request: LicenceRequest, signal: AbortSignal): Promise<Uint8Array>;
}
