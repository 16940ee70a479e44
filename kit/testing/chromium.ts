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

/** Where this machine keeps Chromium or Chrome, if it has one. */
export const findChromium = (): string | undefined => PLACES.find((place) => existsSync(place));

/** Starts a headless browser. @throws Error where there is none. */
export async function openChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(`No Chromium: looked at ${PLACES.join(', ')}`);
  const { chromium } = await import('playwright-core');
  return chromium.launch({ executablePath, headless: true, args: FLAGS });
}

/** `describe` for what needs a browser. */
export function describeInBrowser(name: string, run: () => void): void {
  describeWith({ what: 'Chromium (apt-get install chromium)', isHere: findChromium() !== undefined }, name, run);
}
