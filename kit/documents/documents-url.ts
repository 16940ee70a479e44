/**
 * The URL of one database of a server. A user without `authSource` is one of the URL's own database, or of `admin`, as
 * without us: the name of ours must not change that.
 */
export function documentsUrl(serverUrl: string, database: string): string {
  const parts = /^(mongodb(?:\+srv)?:\/\/)([^/?]+)(?:\/([^?]*))?(?:\?(.*))?$/.exec(serverUrl);
  if (!parts) throw new Error('Not the URL of a MongoDB server.');
  const [, scheme, authority = '', path, query] = parts;
  const options = new URLSearchParams(query);
  if (authority.includes('@') && !options.has('authSource')) options.set('authSource', path || 'admin');
  const tail = options.size > 0 ? `?${options.toString()}` : '';
  return `${scheme}${authority}/${database}${tail}`;
}
