import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { Secrets } from '../../../kit/config/secrets';
import { describeInBrowser, openChromium } from '../../../kit/testing/chromium';
import type { Outgoing } from '../channel/channel';
import { writeEmail } from '../channel/email/email.letter';
import { letterWords } from '../channel/email/email.words';
import { KnownContact } from '../contact/known-contact.entity';
import { NotificationKind } from '../kind/kind';
import { builtIn, templateLocales, type TemplateLocale } from './built-in';
import type { Values } from './message';
import { fill, placeFor } from './words';

/** `LYCEUM_TEST_PICTURES=<folder>` keeps what is looked at. */
const pictures = process.env['LYCEUM_TEST_PICTURES'];
const widths = [320, 600] as const;
const schemes = ['light', 'dark'] as const;
const nobody = '00000000-0000-7000-8000-000000000000';
/** What people paste. */
const endless = `https://example.org/${'a-very-long-address-without-a-place-to-break/'.repeat(4)}`;

const said: Readonly<Record<TemplateLocale, Values>> = {
  en: {
    courseTitle: 'PostgreSQL for Application Developers',
    announcementTitle: 'No class on Monday',
    announcementText: `Please read chapters 3 & 4.\nBring what you <drew>.\n\nSee ${endless}`,
    threadTitle: 'Why does “count(*)” read the whole table?',
    snippet: `Because of visibility: each row has to be looked at. ${endless}`,
    senderName: 'Ada Okafor',
    reason: 'It names somebody who did not want to be named.',
  },
  ar: {
    courseTitle: 'قواعد البيانات لمطوري التطبيقات',
    announcementTitle: 'لا درس يوم الاثنين',
    announcementText: `اقرؤوا الفصلين الثالث والرابع.\nوأحضروا ما رسمتم.\n\nانظروا ${endless}`,
    threadTitle: 'لماذا تقرأ count(*) الجدول كله؟',
    snippet: `بسبب الرؤية: يجب النظر في كل صف. ${endless}`,
    senderName: 'Ada Okafor',
    reason: 'ذكرت اسم شخص لا يريد أن يُذكر.',
  },
};
const counted = { count: 1, messages: 3, stars: 4, minutes: 10, courses: 2, until: new Date('2091-03-01T20:00:00Z') };
const personName = { en: 'Grace Hopper', ar: 'أمل' };

function outgoing(kind: NotificationKind | 'DIGEST', locale: TemplateLocale): Outgoing {
  const place = placeFor({ locale, timeZone: 'Africa/Cairo' });
  const write = (one: NotificationKind) => fill(builtIn(locale, one), { ...said[locale], ...counted }, place);
  const contact = Object.assign(new KnownContact(), {
    ...place,
    userId: nobody,
    email: 'somebody@lyceum.test',
    displayName: personName[locale],
  });
  const url = 'https://lyceum.test/courses/postgresql-for-application-developers';
  const about = { deliveryId: nobody, contact, about: kind, threadId: nobody, url };
  if (kind !== 'DIGEST') return { ...about, items: [], ...write(kind) };
  const items = [NotificationKind.NEW_ANSWER, NotificationKind.ANNOUNCEMENT, NotificationKind.DIRECT_MESSAGE];
  const { digestTitle, digestBody, digestAction } = letterWords[locale];
  const words = fill({ title: digestTitle, body: digestBody, action: digestAction }, { count: items.length }, place);
  return { ...about, items: items.map((item) => ({ ...write(item), url })), ...words };
}

interface Seen {
  readonly width: number;
  readonly direction: string;
  /** Of the first line of each paragraph: how far it is from where lines begin. */
  readonly indents: readonly number[];
  readonly texts: readonly { readonly text: string; readonly ink: string; readonly paper: string }[];
  readonly button: { readonly text: string; readonly href: string; readonly width: number; readonly height: number };
  readonly blocks: readonly string[];
}

/** Runs in the page: what somebody sees there. */
const look = `(() => {
  const [rows, body] = [document.querySelectorAll('.ink h1, .ink p, .foot'), document.body];
  const isRight = getComputedStyle(document.querySelector('.card')).direction === 'rtl';
  const paperOf = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (!/^rgba\\(.*, 0\\)$/.test(backgroundColor)) return backgroundColor;
    }
    return 'none';
  };
  const texts = [];
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent.trim();
    if (text) texts.push({ text, ink: getComputedStyle(node.parentElement).color, paper: paperOf(node.parentElement) });
  }
  const indents = [...rows].map((row) => {
    const range = document.createRange();
    range.selectNodeContents(row);
    const runs = [...range.getClientRects()];
    // A line of words in two directions is made of several.
    const line = runs.filter(({ top, bottom }) => top < runs[0].bottom && bottom > runs[0].top);
    const [box, style] = [row.getBoundingClientRect(), getComputedStyle(row)];
    return isRight
      ? box.right - parseFloat(style.paddingRight) - Math.max(...line.map(({ right }) => right))
      : Math.min(...line.map(({ left }) => left)) - box.left - parseFloat(style.paddingLeft);
  });
  const button = document.querySelector('.button');
  const { width, height } = button.getBoundingClientRect();
  return {
    width: document.documentElement.scrollWidth,
    direction: getComputedStyle(document.querySelector('.card')).direction,
    indents,
    texts,
    button: { text: button.innerText, href: button.getAttribute('href'), width, height },
    blocks: [...rows].map((row) => row.innerText.trim()),
  };
})()`;

/** Relative luminance of `rgb(…)` (WCAG 2.2). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(ink: string, paper: string): number {
  const [dark = 0, light = 0] = [luminance(ink), luminance(paper)].toSorted((left, right) => left - right);
  return (light + 0.05) / (dark + 0.05);
}

describeInBrowser('Letters, as they look', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await openChromium();
    page = await browser.newPage();
    if (pictures) mkdirSync(pictures, { recursive: true });
  }, 60_000);
  afterAll(() => browser?.close());

  const kinds = [...Object.values(NotificationKind), 'DIGEST' as const];
  const letters = kinds.flatMap((kind) => templateLocales.map((locale) => [kind, locale] as const));

  it.each(letters)(
    '%s in %s: nothing runs over, all can be read in light and dark, lines begin where the language begins, and the text says the same',
    async (kind, locale) => {
      const message = outgoing(kind, locale);
      const secrets = new Secrets('a secret that only tests know, forty-two');
      const { subject, text, html } = writeEmail(message, { publicUrl: 'https://lyceum.test', secrets });
      await page.setContent(html!);
      for (const colorScheme of schemes)
        for (const width of widths) {
          await page.emulateMedia({ colorScheme });
          await page.setViewportSize({ width, height: 800 });
          const seen = await page.evaluate<Seen>(look);
          const name = `${kind}-${locale}-${colorScheme}-${width}`;
          if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });

          expect([name, seen.width]).toEqual([name, width]);
          const faint = seen.texts.filter(({ ink, paper }) => contrast(ink, paper) < 4.5);
          expect([name, faint]).toEqual([name, []]);
          // A button stands out by being the other way round.
          const inks = seen.texts.filter((one) => one.text !== seen.button.text);
          const isDark = inks.map(({ ink, paper }) => luminance(ink) > luminance(paper));
          expect([name, new Set(isDark)]).toEqual([name, new Set([colorScheme === 'dark'])]);
          expect(seen.direction).toBe(locale === 'ar' ? 'rtl' : 'ltr');
          expect([name, seen.indents.filter((indent) => Math.abs(indent) > 1.5)]).toEqual([name, []]);
          expect(seen.button).toMatchObject({ text: message.action, href: message.url });
          expect(Math.min(seen.button.width, seen.button.height)).toBeGreaterThanOrEqual(40);
          expect(plain([subject, text])).toEqual(plain(written(seen, message)));
        }
    },
    30_000,
  );
});

/** What is said, without what only the one or the other form needs: spaces, and addresses behind words. */
const plain = (parts: readonly string[]): string =>
  parts
    .join(' ')
    .replaceAll(/https:\S+\/unsubscribe\/\S+/g, '')
    .replaceAll('•', '')
    .replaceAll(/[\s:]+/g, ' ')
    .trim();

/** The letter as it is seen, with the addresses that the text spells out. */
function written({ blocks, button }: Seen, { items, url }: Outgoing): string[] {
  const [title = '', ...rest] = blocks;
  return [
    title,
    ...rest.flatMap((block) => {
      const isItem = items.some((item) => block.startsWith(item.title));
      return isItem || block === button.text ? [block, url] : [block];
    }),
  ];
}
