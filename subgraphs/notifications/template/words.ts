import type { Content } from './content';
import { languageFor, type TemplateLocale } from './built-in';
import { formatMessage, type Place, type Values } from './message';

/** The language of what ships, and how numbers and dates are written in it: as the person's own region does. */
export function placeFor({ locale, timeZone }: Place): Place & { readonly language: TemplateLocale } {
  const language = languageFor(locale);
  const isOwn = locale.toLowerCase().split('-')[0] === language;
  return { language, locale: isOwn ? locale : language, timeZone };
}

/** Of whom we know no name, or no longer. */
export const somebody: Readonly<Record<TemplateLocale, string>> = { en: 'somebody', ar: 'أحدهم' };

/** Of what has no end that is known. */
export const furtherNotice: Readonly<Record<TemplateLocale, string>> = { en: 'further notice', ar: 'إشعار آخر' };

/** A template with its values. What is empty leaves no gap. */
export function fill({ title, body, action }: Content, values: Values, place: Place): Content {
  const text = (message: string): string => formatMessage(message, values, place);
  return {
    title: text(title),
    body: text(body)
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
    action: text(action),
  };
}
