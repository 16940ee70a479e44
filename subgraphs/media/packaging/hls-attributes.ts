import { ManifestError } from './manifest-error';

/** Attributes of a tag in order, values as they stand, quotes included (RFC 8216, 4.2). */
export type Attributes = ReadonlyMap<string, string>;

const attribute = /([A-Z0-9-]+)=("[^"]*"|[^",]*)(,|$)/y;

/** Reads the attribute list of a tag. @throws ManifestError */
export function attributesOf(line: string): Attributes {
  const list = line.slice(line.indexOf(':') + 1);
  const found = new Map<string, string>();
  attribute.lastIndex = 0;
  while (attribute.lastIndex < list.length) {
    const [, name, value] = attribute.exec(list) ?? [];
    if (name === undefined || value === undefined) throw new ManifestError(`Not a list of attributes: ${line}`);
    found.set(name, value);
  }
  return found;
}

/** The text of a quoted attribute. */
export function unquoted(value: string | undefined): string | null {
  return value?.startsWith('"') ? value.slice(1, -1) : null;
}

/** A tag with its attributes: `#EXT-X-KEY`, METHOD=… */
export function tagOf(name: string, attributes: Iterable<readonly [string, string]>): string {
  return `${name}:${[...attributes].map(([key, value]) => `${key}=${value}`).join(',')}`;
}

/** A quoted string; what one cannot hold (RFC 8216, 4.2: quotes and line breaks) is replaced. */
export function quoted(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  return `"${text.replace(/"/g, "'").replace(/[\u0000-\u001f\u007f]+/g, ' ')}"`;
}
