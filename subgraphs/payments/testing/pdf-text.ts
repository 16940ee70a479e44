import { PDFiumLibrary } from '@hyzyla/pdfium';

/** What is written on the pages of a PDF, without spaces: typesetters put them where they like. */
export async function pdfText(pdf: Uint8Array): Promise<string> {
  const library = await PDFiumLibrary.init();
  try {
    const document = await library.loadDocument(pdf);
    const text = [...document.pages()].map((page) => page.getText()).join('\n');
    document.destroy();
    return withoutSpaces(text);
  } finally {
    library.destroy();
  }
}

/** The same for what is looked for, without marks of direction. */
export const withoutSpaces = (text: string): string =>
  text.normalize('NFKC').replace(/[\s\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');
