import type { TemplateLocale } from '../../template/built-in';

interface Words {
  readonly greeting: string;
  readonly why: string;
  readonly stop: string;
  readonly sure: string;
  readonly done: string;
  readonly digestTitle: string;
  readonly digestBody: string;
  readonly digestAction: string;
}

/** What is the same in every letter, and on the page that ends them. */
export const letterWords: Readonly<Record<TemplateLocale, Words>> = {
  en: {
    greeting: 'Hello {personName},',
    why: 'You have this letter because you have an account at Lyceum.',
    stop: 'No more letters of this kind',
    sure: 'Shall we send you no more letters of this kind?',
    done: 'We will send you no more letters of this kind.',
    digestTitle: '{count, plural, one {# thing happened} other {# things happened}} at Lyceum',
    digestBody: 'What came since the last letter, and you have not read yet:',
    digestAction: 'See all of it',
  },
  ar: {
    greeting: 'مرحبًا {personName}،',
    why: 'وصلتك هذه الرسالة لأن لديك حسابًا في Lyceum.',
    stop: 'إيقاف الرسائل من هذا النوع',
    sure: 'هل تريد ألّا نرسل إليك رسائل من هذا النوع بعد الآن؟',
    done: 'لن نرسل إليك رسائل من هذا النوع بعد الآن.',
    digestTitle:
      'جديدك في Lyceum\u200f: {count, plural, zero {لا إشعارات} one {إشعار واحد} two {إشعاران} few {# إشعارات} many {# إشعارًا} other {# إشعار}}',
    digestBody: 'ما وصل منذ الرسالة الأخيرة ولم تقرأه بعد:',
    digestAction: 'عرض الكل',
  },
};
