import type { TemplateLocale } from '../template/built-in';

/** What a code looks like. */
export const sixDigits = /^\d{6}$/;

interface Words {
  readonly text: string;
  readonly subject: string;
  readonly greeting: string;
  readonly lines: readonly string[];
}

/** What carries a code. It is one line where it is a text message. */
export const proofWords: Readonly<Record<TemplateLocale, Words>> = {
  en: {
    text: 'Your code for Lyceum is {code}. It is good for ten minutes. Nobody of us will ask you for it.',
    subject: 'Your code for Lyceum',
    greeting: 'Hello {personName},',
    lines: [
      'Your code for Lyceum is {code}. It is good for ten minutes.',
      'If you did not ask for it, there is nothing to do.',
    ],
  },
  ar: {
    text: 'رمزك في Lyceum هو {code}. وهو صالح لعشر دقائق. لن يطلبه منك أحد منا.',
    subject: 'رمزك في Lyceum',
    greeting: 'مرحبًا {personName}،',
    lines: ['رمزك في Lyceum هو {code}. وهو صالح لعشر دقائق.', 'إن لم تطلبه فلا داعي لفعل أي شيء.'],
  },
};
