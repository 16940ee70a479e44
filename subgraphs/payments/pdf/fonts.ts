import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** What names are written in, and the fonts that have it: Latin, Greek, Cyrillic and Vietnamese come first. */
const fonts: readonly { readonly family: string; readonly module: string; readonly files: readonly string[] }[] = [
  {
    family: 'Open Sans',
    module: '@expo-google-fonts/open-sans/package.json',
    files: ['400Regular/OpenSans_400Regular.ttf', '700Bold/OpenSans_700Bold.ttf'],
  },
  {
    family: 'Noto Naskh Arabic',
    module: '@embedpdf/fonts-arabic',
    files: ['../fonts/NotoNaskhArabic-Regular.ttf', '../fonts/NotoNaskhArabic-Bold.ttf'],
  },
  {
    family: 'Noto Sans Hebrew',
    module: '@embedpdf/fonts-hebrew',
    files: ['../fonts/NotoSansHebrew-Regular.ttf', '../fonts/NotoSansHebrew-Bold.ttf'],
  },
  {
    // Every unified ideograph of the first block, so traditional Chinese and Japanese too, and kana.
    family: 'Noto Sans S Chinese',
    module: '@embedpdf/fonts-sc',
    files: ['../fonts/NotoSansHans-Regular.otf', '../fonts/NotoSansHans-Bold.otf'],
  },
  {
    family: 'NanumGothic',
    module: '@expo-google-fonts/nanum-gothic/package.json',
    files: ['400Regular/NanumGothic_400Regular.ttf', '700Bold/NanumGothic_700Bold.ttf'],
  },
  {
    family: 'Noto Sans Devanagari',
    module: '@expo-google-fonts/noto-sans-devanagari/package.json',
    files: ['400Regular/NotoSansDevanagari_400Regular.ttf', '700Bold/NotoSansDevanagari_700Bold.ttf'],
  },
  {
    family: 'Noto Sans Thai',
    module: '@expo-google-fonts/noto-sans-thai/package.json',
    files: ['400Regular/NotoSansThai_400Regular.ttf', '700Bold/NotoSansThai_700Bold.ttf'],
  },
];

/** In the order in which a character is looked for. */
export const fontFamilies: readonly string[] = fonts.map(({ family }) => family);

/** The fonts themselves, 30 MB: of a process that sets documents, once. */
export function readFonts(): Promise<Buffer[]> {
  const paths = fonts.flatMap(({ module, files }) => {
    const folder = dirname(require.resolve(module));
    return files.map((file) => join(folder, file));
  });
  return Promise.all(paths.map((path) => readFile(path)));
}
