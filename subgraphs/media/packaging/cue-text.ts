/** Tags of WebVTT's cue text (W3C WebVTT, 4.2.2): name, classes, and what `v` and `lang` say. */
const tag =
  /^<(?:(?:c|i|b|u|ruby|rt)(?:\.[\w-]+)*|(?:v|lang)(?:\.[\w-]+)* [^<>&\n]+|\/(?:c|i|b|u|ruby|rt|v|lang)|(?:\d{2,}:)?\d{2}:\d{2}\.\d{3})>$/;
const knownEntity = /&(?!(?:amp|lt|gt|nbsp|lrm|rlm|quot|#\d{1,7}|#x[\da-f]{1,6});)/gi;
/** Styles of other formats: `{\an8}`, of which WebVTT knows another word. */
const styles = /\{\\[^{}\n]*\}/g;
const atTheTop = /\{\\an[789]\}/;
/** Settings that browsers know, but for regions, whose definitions are left out. */
const setting =
  /^(vertical:(rl|lr)|line:-?\d{1,4}(\.\d{1,4})?%?(,(start|center|end))?|(position|size):\d{1,3}(\.\d{1,4})?%(,(line-left|center|line-right))?|align:(start|center|end|left|right))$/;

/** Keeps WebVTT's own tags, and makes text of everything else: what browsers would run, and arrows that begin another cue. */
export function cleanText(text: string): string {
  const pieces = text.replace(styles, '').split(/(<[^<>]*>)/);
  const clean = pieces.map((piece) => (tag.test(piece) ? piece : escaped(withoutTag(piece))));
  return clean
    .join('')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

export function cleanSettings(settings: string, text: string): string {
  const known = settings.split(/\s+/).filter((each) => setting.test(each));
  if (known.length === 0 && atTheTop.test(text)) return 'line:0';
  return known.join(' ');
}

/** Tags of other formats (`<font>`) go, what is between them stays. */
const withoutTag = (piece: string): string => (/^<\/?[a-z][^<>]*>$/i.test(piece) ? '' : piece);

const escaped = (text: string): string =>
  text.replace(knownEntity, '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
