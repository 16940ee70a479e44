import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import { clearKeyElement } from './clear-key';
import { ManifestError } from './manifest-error';
import { pathOf, type UriOf } from './manifest-path';
import { withOwnNames, type SubtitleTrack } from './subtitle-track';
import { attributeOf, attributesAt, childrenOf, element, isElement, textElement, type XmlNode } from './xml';

export interface DashOptions {
  readonly uri: UriOf;
  readonly subtitles?: readonly SubtitleTrack[];
  /** Where this grant asks for the keys of encrypted samples (ClearKey). */
  readonly licenseUrl?: string;
}

const xml = { ignoreAttributes: false, attributeNamePrefix: '', preserveOrder: true, commentPropName: '#comment' };
const parser = new XMLParser({ ...xml, parseTagValue: false, parseAttributeValue: false, trimValues: true });
const builder = new XMLBuilder({ ...xml, format: true, indentBy: '  ', suppressEmptyNode: true });

/** What names files of a segment template (ISO/IEC 23009-1, 5.3.9.4). */
const templates = ['media', 'initialization'];
/** What names files elsewhere: our packager writes none of it, and nothing that is not rewritten is handed out. */
const unknown = ['BaseURL', 'SegmentURL', 'SegmentList', 'SegmentBase', 'Location', 'UTCTiming', 'PatchLocation'];

/** The DASH manifest of one grant. @throws ManifestError, also where it is encrypted and nobody says where keys are */
export function writeManifest(text: string, { uri, subtitles = [], licenseUrl }: DashOptions): string {
  const document = read(text);
  const mpd = document.find((node) => isElement(node, 'MPD'));
  const periods = mpd ? childrenOf(mpd).filter((node) => isElement(node, 'Period')) : [];
  if (!mpd || periods.length === 0) throw new ManifestError('Not a DASH manifest.');
  for (const node of everyNode([mpd])) {
    const name = unknown.find((each) => isElement(node, each)) ?? ('xlink:href' in attributesAt(node) ? 'xlink' : null);
    if (name) throw new ManifestError(`manifest.mpd has ${name}.`);
    if (isElement(node, 'SegmentTemplate')) grantTemplate(node, uri);
  }
  for (const period of periods) {
    const sets = childrenOf(period);
    for (const set of sets.filter((node) => isElement(node, 'AdaptationSet'))) protect(set, licenseUrl);
    sets.push(...withOwnNames(subtitles).map(textSet));
  }
  return builder.build(document);
}

function read(text: string): XmlNode[] {
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) throw new ManifestError('A manifest has no document type.');
  try {
    return parser.parse(text, true) as XmlNode[];
  } catch (error) {
    throw new ManifestError('Not XML.', { cause: error });
  }
}

function* everyNode(nodes: readonly XmlNode[]): Generator<XmlNode> {
  for (const node of nodes) {
    yield node;
    yield* everyNode(childrenOf(node));
  }
}

function grantTemplate(node: XmlNode, uri: UriOf): void {
  const attributes = attributesAt(node);
  for (const name of templates) {
    const named = attributes[name];
    if (named !== undefined) attributes[name] = uri(pathOf('manifest.mpd', named));
  }
}

/** Says where the keys of a set are, before what other systems say: players try in order. */
function protect(set: XmlNode, licenseUrl: string | undefined): void {
  const children = childrenOf(set);
  const first = children.findIndex((node) => isElement(node, 'ContentProtection'));
  if (first < 0) return;
  const kid = children.map((node) => attributeOf(node, 'cenc:default_KID')).find((id) => id !== undefined);
  if (licenseUrl === undefined || kid === undefined) throw new ManifestError('Nobody says where the keys are.');
  children.splice(first + 1, 0, clearKeyElement(licenseUrl));
}

function textSet({ language, name, isDefault, vtt }: SubtitleTrack, index: number): XmlNode {
  const role = (value: string) => element('Role', { schemeIdUri: 'urn:mpeg:dash:role:2011', value });
  return element('AdaptationSet', { id: `text-${index}`, contentType: 'text', mimeType: 'text/vtt', lang: language }, [
    textElement('Label', name),
    role('subtitle'),
    ...(isDefault ? [role('main')] : []),
    element('Representation', { id: `text-${index}`, bandwidth: '256' }, [textElement('BaseURL', vtt)]),
  ]);
}
