import { join } from 'node:path';
import type { Config } from '../config/config';
import { ConfigError } from '../config/config';
import type { Secrets } from '../config/secrets';
import type { Clock } from '../scope/clock';
import { FolderObjects } from './folder-objects';
import type { ObjectStore } from './object-store';
import type { S3Settings } from './s3-client';
import type * as S3 from './s3-objects';
import { SignedUrls } from './signed-urls';

interface ObjectsOptions {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly clock: Clock;
}

/**
 * S3 where the settings name one, else a folder in the data folder. Nothing is reached or made before it is used.
 * @throws ConfigError where one of S3's keys is given without the other
 */
export function openObjects({ config, secrets, clock }: ObjectsOptions): ObjectStore {
  if (config.OBJECTS_URL) {
    // The SDK takes a tenth of a second to load: only for those who need it.
    const { S3Objects } = require('./s3-objects') as typeof S3;
    return new S3Objects({ ...s3SettingsOf(config, config.OBJECTS_URL), clock });
  }
  const urls = new SignedUrls({ secrets, clock, publicUrl: config.PUBLIC_URL });
  return new FolderObjects(join(config.LYCEUM_DATA, 'objects'), urls);
}

/** How the bucket of the settings is reached. @throws ConfigError where one of its keys is given without the other */
export function s3SettingsOf(config: Config, endpoint: string): S3Settings {
  return {
    endpoint,
    publicEndpoint: config.OBJECTS_PUBLIC_URL,
    bucket: config.OBJECTS_BUCKET,
    region: config.OBJECTS_REGION,
    keys: keysOf(config),
    pathStyle: config.OBJECTS_PATH_STYLE,
  };
}

function keysOf({ OBJECTS_ACCESS_KEY: accessKeyId, OBJECTS_SECRET_KEY: secretAccessKey }: Config): S3Settings['keys'] {
  if (accessKeyId && secretAccessKey) return { accessKeyId, secretAccessKey };
  if (!accessKeyId && !secretAccessKey) return undefined;
  throw new ConfigError('OBJECTS_ACCESS_KEY and OBJECTS_SECRET_KEY go together.');
}
