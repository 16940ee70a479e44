/** The link, seen from outside. */
export const linkOf = (publicUrl: string, token: string): string =>
  `${publicUrl.replace(/\/+$/, '')}/media/shared/${token}`;
