import type { Config } from '../../../kit/config/config';
import type { Secrets } from '../../../kit/config/secrets';
import { isSameText } from '../../../kit/identity/same-text';
import { baseOf } from './playback.urls';

const name = 'lyceum_play';

interface House {
  readonly secrets: Secrets;
  readonly config: Pick<Config, 'PUBLIC_URL' | 'NODE_ENV' | 'PLAYBACK_COOKIE_SAME_SITE'>;
}

/** What binds a grant to one browser: no request for its files has to carry an access token. Nothing of it is stored. */
export class PlayCookie {
  constructor(
    private readonly house: House,
    private readonly token: string,
  ) {}

  /** Whether a Cookie header has it. */
  isIn(header: string | undefined): boolean {
    const given = header
      ?.split(';')
      .map((pair) => pair.trim())
      .find((pair) => pair.startsWith(`${name}=`));
    return isSameText(given?.slice(name.length + 1) ?? '', this.value);
  }

  /** The Set-Cookie header (RFC 6265): for this grant's files only, and for no script. */
  get header(): string {
    const { PUBLIC_URL, NODE_ENV, PLAYBACK_COOKIE_SAME_SITE: sameSite } = this.house.config;
    const { protocol, pathname } = new URL(baseOf(PUBLIC_URL, this.token));
    const isSecure = protocol === 'https:' || NODE_ENV === 'production' || sameSite === 'none';
    return [
      `${name}=${this.value}`,
      `Path=${pathname}`,
      'HttpOnly',
      `SameSite=${{ strict: 'Strict', lax: 'Lax', none: 'None' }[sameSite]}`,
      ...(isSecure ? ['Secure'] : []),
    ].join('; ');
  }

  private get value(): string {
    return this.house.secrets.mac('playback cookie', this.token);
  }
}
