/** Captions of one language beside a video. */
export interface SubtitleTrack {
  /** BCP 47, such as `pt-BR`. */
  readonly language: string;
  /** What viewers choose it by. */
  readonly name: string;
  readonly isDefault: boolean;
  /** URL of the WebVTT file for this grant. */
  readonly vtt: string;
  /** URL of an HLS playlist with that file in it (`subtitlePlaylist`) for this grant. */
  readonly playlist: string;
}

/** Names that differ, as a group of renditions demands (RFC 8216, 4.3.4.1.1): the second `English` is `English 2`. */
export function withOwnNames(tracks: readonly SubtitleTrack[]): SubtitleTrack[] {
  const taken = new Set<string>();
  return tracks.map((track) => {
    let name = track.name;
    for (let next = 2; taken.has(name); next++) name = `${track.name} ${next}`;
    taken.add(name);
    return { ...track, name };
  });
}
