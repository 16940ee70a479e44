import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { writeManifest } from './dash-manifest';
import type { SubtitleTrack } from './subtitle-track';
import { cbcsManifest, manifest } from './testing/packaged';

const uri = (path: string): string => `/media/play/grant/${path}?token=a&b=c`;
const english: SubtitleTrack = {
  language: 'en',
  name: 'English',
  isDefault: true,
  vtt: '/captions/en.vtt?a=b&c=d',
  playlist: '/captions/en.m3u8',
};
const refused = expect.objectContaining({ name: 'ManifestError' }) as Error;

type Tree = Record<string, never>;
const always = ['AdaptationSet', 'Representation', 'ContentProtection', 'Role', 'S'];
const read = (text: string) => {
  expect(XMLValidator.validate(text)).toBe(true);
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    isArray: (name) => always.includes(name),
  });
  return (parser.parse(text) as { MPD: { Period: { AdaptationSet: Tree[] } } }).MPD;
};

describe('the DASH manifest of a grant', () => {
  it('names every file at the URL of the grant, and changes nothing else', () => {
    const granted = manifest.replaceAll(/(?:v180|v360|a)\/[^"]+/g, '/media/play/grant/$&?token=a&amp;b=c');
    expect(read(writeManifest(manifest, { uri }))).toEqual(read(granted));
    expect(read(writeManifest(manifest, { uri })).Period.AdaptationSet[0]).toMatchObject({
      Representation: [
        {
          SegmentTemplate: {
            initialization: '/media/play/grant/v180/init.mp4?token=a&b=c',
            media: '/media/play/grant/v180/$Number%05d$.m4s?token=a&b=c',
          },
        },
        { id: '1' },
      ],
    });
  });

  it('has a set of text for each language', () => {
    const german = { ...english, language: 'de', name: 'D & <C>', isDefault: false, vtt: '/captions/de.vtt' };
    const sets = read(writeManifest(manifest, { uri, subtitles: [english, german] })).Period.AdaptationSet;
    const role = (value: string) => ({ schemeIdUri: 'urn:mpeg:dash:role:2011', value });
    expect(sets.slice(2)).toEqual([
      {
        id: 'text-0',
        contentType: 'text',
        mimeType: 'text/vtt',
        lang: 'en',
        Label: 'English',
        Role: [role('subtitle'), role('main')],
        Representation: [{ id: 'text-0', bandwidth: '256', BaseURL: '/captions/en.vtt?a=b&c=d' }],
      },
      expect.objectContaining({ lang: 'de', Label: 'D & <C>', Role: [role('subtitle')] }),
    ]);
    expect(sets).toHaveLength(4);
  });

  it('says where the keys of encrypted samples are', () => {
    const sets = read(writeManifest(cbcsManifest, { uri, licenseUrl: '/license?a=b&c=d' })).Period.AdaptationSet;
    expect(sets).toHaveLength(2);
    for (const { ContentProtection: systems } of sets)
      expect(systems).toEqual([
        expect.objectContaining({ value: 'cbcs', 'cenc:default_KID': '00112233-4455-6677-8899-aabbccddeeff' }),
        {
          schemeIdUri: 'urn:uuid:e2719d58-a985-b3c9-781a-b030af78d30e',
          value: 'ClearKey1.0',
          'dashif:Laurl': { 'xmlns:dashif': 'https://dashif.org/CPS', '#text': '/license?a=b&c=d' },
          'clearkey:Laurl': {
            'xmlns:clearkey': 'http://dashif.org/guidelines/clearKey',
            Lic_type: 'EME-1.0',
            '#text': '/license?a=b&c=d',
          },
        },
        expect.objectContaining({ 'cenc:pssh': expect.any(String) as string }),
      ]);
  });

  it('adds no keys where nothing is encrypted', () => {
    expect(writeManifest(manifest, { uri, licenseUrl: '/license' })).not.toContain('ContentProtection');
  });

  it.each([
    ['nothing', ''],
    ['a page', '<html></html>'],
    ['no period', '<MPD></MPD>'],
    ['half of it', manifest.slice(0, 900)],
    ['a file above', manifest.replace('v180/init.mp4', '../other/init.mp4')],
    ['a file elsewhere', manifest.replace('v180/init.mp4', 'https://evil.example/init.mp4')],
    ['a base elsewhere', manifest.replace('<Period', '<BaseURL>https://evil.example/</BaseURL><Period')],
    ['a place to ask for the time', manifest.replace('<Period', '<UTCTiming value="https://evil.example/"/><Period')],
    ['a part elsewhere', manifest.replace('<Period', '<Period xlink:href="https://evil.example/"')],
    ['entities', manifest.replace('<MPD', '<!DOCTYPE MPD [<!ENTITY a SYSTEM "file:///etc/passwd">]><MPD')],
    ['encrypted samples without a place for their keys', cbcsManifest],
  ])('is not written from %s', (_, text) => {
    expect(() => writeManifest(text, { uri })).toThrow(refused);
  });
});
