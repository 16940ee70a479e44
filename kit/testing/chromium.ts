import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { describeWith } from './needs';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

// The browser's own traffic is off, so that a spec sees the requests of its page and no others.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Milliseconds for whatever a page is to show: a browser takes all of a machine, and may have to share it. */
const patience = 120_000;

/** Where this machine keeps Chromium or Chrome, if it has one. */
export const findChromium = (): string | undefined => PLACES.find((place) => existsSync(place));

/** Starts a headless browser, whose pages are waited for with patience. @throws Error where there is none. */
export async function openChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(`No Chromium: looked at ${PLACES.join(', ')}`);
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({ executablePath, headless: true, args: FLAGS, timeout: patience });
  const open = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await open(options);
    context.setDefaultTimeout(patience);
    return context;
  };
  return browser;
}

/** `describe` for what needs a browser. */
export function describeInBrowser(name: string, run: () => void): void {
  describeWith({ what: 'Chromium (apt-get install chromium)', isHere: findChromium() !== undefined }, name, run);
}
