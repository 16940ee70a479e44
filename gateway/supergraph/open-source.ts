import type { Log } from '../../kit/log/log';
import { FileSource } from './file-source';
import type { SupergraphSource } from './supergraph-source';
import { UrlSource } from './url-source';

interface OpenSourceOptions {
  readonly log: Log;
  /** Milliseconds between two questions to a URL. */
  readonly interval: number;
}

/** The source at a place: an http(s) URL, or else a file. */
export function openSource(place: string, { log, interval }: OpenSourceOptions): SupergraphSource {
  return /^https?:\/\//.test(place) ? new UrlSource(place, { log, interval }) : new FileSource(place);
}
