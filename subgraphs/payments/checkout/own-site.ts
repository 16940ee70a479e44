import type { Config } from '../../../kit/config/config';
import { kitErrors } from '../../../kit/errors/kit-errors';

type Sites = Pick<Config, 'NODE_ENV' | 'PUBLIC_URL' | 'CORS_ORIGINS'>;

/**
 * Where the provider may lead people back to: in production only to web applications of the house, so that nobody is led
 * astray from a page that they trust. @throws BAD_INPUT naming the field
 */
export function requireOwnSite(config: Sites, urls: Readonly<Record<string, string | URL>>): void {
  const own = new Set([config.PUBLIC_URL, ...config.CORS_ORIGINS].map((url) => new URL(url).origin));
  const isOwn = (url: string | URL): boolean => {
    const { protocol, origin } = new URL(url);
    if (protocol !== 'https:' && protocol !== 'http:') return false;
    return config.NODE_ENV !== 'production' || own.has(origin);
  };
  const foreign = Object.entries(urls).filter(([, url]) => !isOwn(url));
  if (foreign.length === 0) return;
  const problem = 'This is no address of one of our web applications.';
  throw kitErrors.BAD_INPUT({ fields: Object.fromEntries(foreign.map(([field]) => [field, problem])) });
}
