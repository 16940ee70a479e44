/** Who a client says it is; nothing proves it. */
export interface ClientName {
  readonly name: string;
  readonly version: string;
}

export const unknownClient: ClientName = { name: 'unknown', version: '' };

/** What a name may be made of, and how long it may be: it is stored. */
const plainText = /^[\x20-\x7e]{1,100}$/;

/** Reads `apollographql-client-name` and `-version`, from headers or from the parameters of a socket. */
export function clientIn(given: object): ClientName {
  const { 'apollographql-client-name': name, 'apollographql-client-version': version } = given as Readonly<
    Record<string, unknown>
  >;
  if (typeof name !== 'string' || !plainText.test(name)) return unknownClient;
  return { name, version: typeof version === 'string' && plainText.test(version) ? version : '' };
}
