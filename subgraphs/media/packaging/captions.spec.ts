import { readCaptions } from './captions';
import { captionLimits } from './cue';
import { readStoryboard, writeStoryboard } from './storyboard';
import { vttTime, writeWebVtt } from './webvtt';

const read = (text: string) => readCaptions(Buffer.from(text));
const converted = (text: string): string => writeWebVtt(read(text).cues);
const textOf = (cue: string): string | undefined => read(`WEBVTT\n\n00:00.000 --> 00:01.000\n${cue}\n`).cues[0]?.text;
const codeOf = (bytes: Uint8Array): string => {
  try {
    readCaptions(bytes);
    return 'none';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('WebVTT', () => {
  it('is read and written again without notes, styles, regions and names', () => {
    const text = `WEBVTT - by somebody
Kind: captions

NOTE not
shown

STYLE
::cue { background: url(https://evil.example) }

REGION
id:fred

intro
00:01.500 --> 00:00:04.000 align:start position:10% region:fred onclick:alert(1) line:-1
<v Roger Bingham>We are in <i.loud>New York</i>
- yes

01:00:00.000 --> 01:00:02.250
Two`;
    expect(converted(text)).toBe(`WEBVTT

00:00:01.500 --> 00:00:04.000 align:start position:10% line:-1
<v Roger Bingham>We are in <i.loud>New York</i>
- yes

01:00:00.000 --> 01:00:02.250
Two
`);
  });

  it('that was written is read as it was', () => {
    const text = `WEBVTT\n\n00:00:01.000 --> 00:00:02.000 line:0\na <b>b</b> &amp; c &lt;d&gt;\ne\n`;
    expect(converted(text)).toBe(text);
  });

  it('has its cues in the order in which they begin', () => {
    expect(
      read('WEBVTT\n\n00:05.000 --> 00:06.000\nb\n\n00:01.000 --> 00:02.000\na').cues.map(({ text }) => text),
    ).toEqual(['a', 'b']);
  });

  it.each([
    ['<script>alert(1)</script>', 'alert(1)'],
    ['<img src=x onerror=alert(1)>a', 'a'],
    ['<scr<script>ipt>a', '&lt;script&gt;a'],
    ['<b onclick="x">a</b>', 'a</b>'],
    ['<v Tom onclick=a&b>x', 'x'],
    ['a < b > c', 'a &lt; b &gt; c'],
    ['a --> b', 'a --&gt; b'],
    ['Q&A &amp; &nbsp;&#39; &evil;', 'Q&amp;A &amp; &nbsp;&#39; &amp;evil;'],
    [
      '<00:00:00.500>now <c.yellow.bg>c</c> <ruby>漢<rt>kan</rt></ruby>',
      '<00:00:00.500>now <c.yellow.bg>c</c> <ruby>漢<rt>kan</rt></ruby>',
    ],
    ['<lang en-GB>colour</lang>', '<lang en-GB>colour</lang>'],
    ['  a  \n  b', 'a\nb'],
  ])('keeps of %j only what WebVTT knows', (cue, text) => {
    expect(textOf(cue)).toBe(text);
  });
});

describe('SRT', () => {
  it('becomes WebVTT', () => {
    const text =
      '\ufeff1\r\n00:00:01,500 --> 00:00:04,000\r\n<font color="#ff0000">Hello</font>\r\n<i>world</i>\r\n\r\n2\r\n0:00:05,5 --> 0:00:06,75 X1:40 X2:600\r\n{\\an8}{\\i1}Above\r\n';
    expect(converted(text)).toBe(`WEBVTT

00:00:01.500 --> 00:00:04.000
Hello
<i>world</i>

00:00:05.500 --> 00:00:06.750 line:0
Above
`);
  });

  it.each([
    ['UTF-8', Buffer.from('Größe')],
    ['Windows-1252', Buffer.from('Größe', 'latin1')],
  ])('may be in %s', (_, word) => {
    const file = Buffer.concat([Buffer.from('1\n00:00:01,000 --> 00:00:02,000\n'), word]);
    expect(readCaptions(file).cues[0]?.text).toBe('Größe');
  });

  it.each([
    ['utf-16le', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['utf-16be', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ])('may be in %s', (_, encode) => {
    expect(readCaptions(encode('1\n00:00:01,000 --> 00:00:02,000\nGröße')).cues[0]?.text).toBe('Größe');
  });
});

describe('captions', () => {
  it('leave out what cannot be shown, and say where it is', () => {
    const text = `WEBVTT

00:00.000 --> 00:01.000
good

00:03.000 --> 00:02.000
ends before it begins

00:03.000 --> 00:03.000
ends as it begins

no times
at all

00:00:aa --> 00:01
unreadable

99:00:00.000 --> 99:00:01.000
too late

00:04.000 --> 00:05.000

00:06.000 --> 00:07.000
<script></script>

00:08.000 --> 00:09.000
${'a'.repeat(captionLimits.text + 1)}
`;
    const { cues, problems } = read(text);
    expect(cues.map((cue) => cue.text)).toEqual(['good']);
    expect(problems).toEqual([
      { line: 6, problem: 'ENDS_BEFORE_IT_BEGINS' },
      { line: 9, problem: 'ENDS_BEFORE_IT_BEGINS' },
      { line: 12, problem: 'NO_TIMES' },
      { line: 15, problem: 'UNREADABLE_TIMES' },
      { line: 18, problem: 'TOO_LATE' },
      { line: 21, problem: 'NO_TEXT' },
      { line: 23, problem: 'NO_TEXT' },
      { line: 26, problem: 'TOO_MUCH_TEXT' },
    ]);
  });

  it.each([
    ['NO_CUES', Buffer.from('')],
    ['NO_CUES', Buffer.from('WEBVTT\n\nNOTE nothing\n')],
    ['NO_CUES', Buffer.from('<svg onload="alert(1)"/>')],
    ['NOT_TEXT', Buffer.from('WEBVTT\n\n\0')],
    ['TOO_LARGE', Buffer.alloc(captionLimits.bytes + 1, 'a')],
    ['TOO_MANY_CUES', Buffer.from('00:00.000 --> 00:01.000\na\n\n'.repeat(captionLimits.cues + 1))],
    ['TOO_MANY_CUES', Buffer.from('a\n\n'.repeat(captionLimits.cues + 1))],
  ])('are refused with %s', (code, bytes) => {
    expect(codeOf(bytes)).toBe(code);
  });

  it.each(['<', '<a', '&', '-->', '{\\', '00:', ' ', '\n', '\r'])(
    'are read in no time, however often there is %j',
    (piece) => {
      const bytes = Buffer.from(`WEBVTT\n\n00:00.000 --> 00:01.000\n${piece.repeat(1_000_000)}`);
      expect(['none', 'NO_CUES']).toContain(codeOf(bytes));
    },
  );
});

describe('a storyboard', () => {
  const at = 'storyboard.vtt';
  const text = `WEBVTT

00:00:00.000 --> 00:00:05.000
storyboard/001.jpg#xywh=0,0,160,90

00:00:05.000 --> 00:00:07.250
storyboard/001.jpg#xywh=160,0,160,90
`;

  it('is read as rectangles of pictures', () => {
    expect(readStoryboard(text, at)).toEqual([
      { start: 0, end: 5, path: 'storyboard/001.jpg', x: 0, y: 0, width: 160, height: 90 },
      { start: 5, end: 7.25, path: 'storyboard/001.jpg', x: 160, y: 0, width: 160, height: 90 },
    ]);
  });

  it('is written with the URLs of a grant', () => {
    const written = writeStoryboard(text, { at, uri: (path) => `/play/grant/${path}?a=b&c=d` });
    expect(written).toBe(text.replaceAll('storyboard/001.jpg', '/play/grant/storyboard/001.jpg?a=b&c=d'));
  });

  it.each([
    '',
    'WEBVTT',
    text.replace('storyboard/001.jpg', '../001.jpg'),
    text.replace('#xywh=0,0,160,90', ''),
    `${text}\nmore\n`,
  ])('is not written from %j', (other) => {
    expect(() => writeStoryboard(other, { at, uri: (path) => path })).toThrow(
      expect.objectContaining({ name: 'ManifestError' }) as Error,
    );
  });
});

it.each([
  [0, '00:00:00.000'],
  [59.9996, '00:01:00.000'],
  [3_661.001, '01:01:01.001'],
  [86_400, '24:00:00.000'],
])('%d seconds are %s', (seconds, text) => {
  expect(vttTime(seconds)).toBe(text);
});
