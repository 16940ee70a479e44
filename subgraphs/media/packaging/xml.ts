/** A node as fast-xml-parser keeps it in document order: one property names it and holds its children. */
export interface XmlNode {
  [name: string]: XmlNode[] | Record<string, string> | string | undefined;
}

const attributesKey = ':@';

const nameOf = (node: XmlNode): string => Object.keys(node).find((key) => key !== attributesKey) ?? '';

export const isElement = (node: XmlNode, name: string): boolean => nameOf(node) === name;

/** The children, to be changed in place. */
export function childrenOf(node: XmlNode): XmlNode[] {
  const children = node[nameOf(node)];
  return Array.isArray(children) ? children : [];
}

/** The attributes, to be changed in place. */
export function attributesAt(node: XmlNode): Record<string, string> {
  const attributes = node[attributesKey];
  return typeof attributes === 'object' && !Array.isArray(attributes) ? attributes : {};
}

export const attributeOf = (node: XmlNode, name: string): string | undefined => attributesAt(node)[name];

export function element(name: string, attributes: Record<string, string>, children: XmlNode[] = []): XmlNode {
  return { [name]: children, [attributesKey]: attributes };
}

export function textElement(name: string, text: string, attributes: Record<string, string> = {}): XmlNode {
  return element(name, attributes, [{ '#text': text }]);
}
