/** The playlist, below the session's prefix. */
export const livePlaylistPath = 'index.m3u8';
export const initFile = 'init.mp4';
export const segmentFile = (number: number): string => `${number}.m4s`;
export const partFile = (number: number, part: number): string => `${number}.${part}.m4s`;

/** Where a file of a take is, below the session's prefix; as playlists name it. */
export const takePath = (take: number, file: string): string => `${take}/${file}`;

/** Which part of which take a path is; null where it is no part. */
export function partAt(path: string): { readonly take: number; readonly number: number; readonly part: number } | null {
  const [, take, number, part] = /^(\d+)\/(\d+)\.(\d+)\.m4s$/.exec(path) ?? [];
  return part === undefined ? null : { take: Number(take), number: Number(number), part: Number(part) };
}
