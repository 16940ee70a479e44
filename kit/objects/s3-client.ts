import type { S3ClientConfig } from '@aws-sdk/client-s3';

/** How a bucket is reached. */
export interface S3Settings {
  readonly endpoint: string;
  /** Where clients reach the same server, when that is elsewhere: signed URLs name it. */
  readonly publicEndpoint?: string | undefined;
  readonly bucket: string;
  readonly region: string;
  /** Absent: the SDK finds keys where AWS leaves them, such as the role of the machine. */
  readonly keys?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
  /** The bucket's name in the path, not in the host's name. */
  readonly pathStyle: boolean;
}

/** Milliseconds. A part of an upload over a slow line takes a while; a server that says nothing for longer is gone. */
const timeouts = { connectionTimeout: 5_000, requestTimeout: 300_000, throwOnRequestTimeout: true };
/** Connections: each object that is being read holds one. */
const agent = { keepAlive: true, maxSockets: 500 };

export function s3ClientOptions({ region, keys, pathStyle }: S3Settings, endpoint: string): S3ClientConfig {
  return {
    endpoint,
    region,
    forcePathStyle: pathStyle,
    ...(keys ? { credentials: keys } : {}),
    // Servers other than AWS's may not know the newer checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { ...timeouts, httpAgent: agent, httpsAgent: agent },
  };
}
