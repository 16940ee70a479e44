import { text } from 'node:stream/consumers';
import { kitErrors } from '../../../kit/errors/kit-errors';
import { contentKey } from '../../../kit/media/content-key';
import type { Scope } from '../../../kit/scope/scope';
import { AssetProtection } from '../asset/asset.protection';
import { writeManifest } from '../packaging/dash-manifest';
import { subtitlePlaylist, writeMediaPlaylist, writeMultivariant, type SegmentEncryption } from '../packaging/playlist';
import { segmentIv } from '../packaging/segment-cipher';
import { captionsOf, trackOf } from './caption-tracks';
import type { PlaybackGrant } from './grant.document';
import { baseOf } from './playback.urls';

/** Bytes of a manifest: a day of video has a tenth of it. */
const largest = 10_000_000;

/** Manifests as one grant gets them: whatever they name is below the grant. */
export class Manifests {
  constructor(
    private readonly scope: Scope,
    private readonly grant: PlaybackGrant,
    private readonly token: string,
  ) {}

  /** @throws NOT_FOUND */
  async multivariant(): Promise<string> {
    const { grant } = this;
    const [source, subtitles] = await Promise.all([this.read(grant.transcoded.hls), this.tracks()]);
    const iFrames = grant.protection !== AssetProtection.AES_128;
    return writeMultivariant(source, { uri: this.uri, subtitles, iFrames });
  }

  /** @throws NOT_FOUND */
  async playlist(path: string): Promise<string> {
    const encryption = this.encryption();
    return writeMediaPlaylist(await this.read(path), {
      at: path,
      uri: this.uri,
      ...(encryption ? { encryption } : {}),
    });
  }

  /** @throws NOT_FOUND */
  async dash(): Promise<string> {
    const { grant } = this;
    const [source, subtitles] = await Promise.all([this.read(grant.transcoded.dash), this.tracks()]);
    const isEncrypted = grant.protection === AssetProtection.CBCS;
    // Players ask for licences as the page, not as the manifest: the address is whole.
    const licenseUrl = `${baseOf(this.scope.config.PUBLIC_URL, this.token)}license`;
    return writeManifest(source, { uri: this.uri, subtitles, ...(isEncrypted ? { licenseUrl } : {}) });
  }

  /** @throws NOT_FOUND */
  async captions(id: string): Promise<string> {
    const track = (await this.tracks()).find(({ vtt }) => vtt.endsWith(`/${id}.vtt`));
    if (!track) throw kitErrors.NOT_FOUND({ thing: 'caption' });
    return subtitlePlaylist(track.vtt, this.grant.transcoded.duration);
  }

  private async tracks() {
    return (await captionsOf(this.scope, this.grant)).map((caption) => trackOf(caption, this.uri));
  }

  private encryption(): SegmentEncryption | null {
    const { protection, versionId } = this.grant;
    if (protection === AssetProtection.CLEAR) return null;
    const keyUri = this.uri('key');
    if (protection === AssetProtection.CBCS) return { keyUri };
    const { key } = contentKey(this.scope.secrets, versionId);
    return { keyUri, ivOf: (path) => segmentIv(key, path) };
  }

  /** From the top of whatever host answered, so that a CDN's manifests name the CDN's files. */
  private readonly uri = (path: string): string =>
    new URL(baseOf(this.scope.config.PUBLIC_URL, this.token)).pathname + path;

  private async read(path: string): Promise<string> {
    const found = await this.scope.objects.read(`${this.grant.transcoded.prefix}/${path}`);
    if (!found) throw kitErrors.NOT_FOUND({ thing: 'file' });
    if (found.object.bytes <= largest) return text(found.stream);
    found.stream.destroy();
    throw new Error(`${path} is no manifest: it has ${found.object.bytes} bytes.`);
  }
}
