import type { Config } from '../../kit/config/config';

/**
 * Origins of the web pages that may ask, as browsers write them: PUBLIC_URL's, and those of CORS_ORIGINS. Null outside
 * production: any may.
 */
export function allowedOrigins(
  config: Pick<Config, 'NODE_ENV' | 'PUBLIC_URL' | 'CORS_ORIGINS'>,
): readonly string[] | null {
  if (config.NODE_ENV !== 'production') return null;
  return [config.PUBLIC_URL, ...config.CORS_ORIGINS].map((url) => new URL(url).origin);
}
