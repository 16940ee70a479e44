import type { NotificationKind } from '../../kind/kind';
import type { Content } from '../content';
import { arabic } from './ar';
import { english } from './en';

/** The languages that ship. */
export type TemplateLocale = 'en' | 'ar';

const languages: Readonly<Record<TemplateLocale, Readonly<Record<NotificationKind, Content>>>> = {
  en: english,
  ar: arabic,
};

export const templateLocales = Object.keys(languages) as readonly TemplateLocale[];

/** The language that ships for somebody who prefers `locale`: the same, whatever the region, or English. */
export function languageFor(locale: string): TemplateLocale {
  const [language] = locale.toLowerCase().split('-');
  return templateLocales.find((candidate) => candidate === language) ?? 'en';
}

/** What is said where nobody has written anything else. */
export const builtIn = (locale: TemplateLocale, kind: NotificationKind): Content => languages[locale][kind];
