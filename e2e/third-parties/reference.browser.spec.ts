import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, openChromium } from '../../kit/testing/chromium';
import { schemaFolder } from '../../cli/files';
import { lyceumTest } from '../harness/lyceum';

describeInBrowser('the page for third parties', () => {
  const opened = lyceumTest();
  /** What the page asked of others, and what went wrong in it. */
  const complaints: string[] = [];
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    const { lyceum } = opened;
    const manifest = readFileSync(join(schemaFolder, 'operations', 'manifest.json'), 'utf8');
    await lyceum.registry.publishManifest(manifest);
    browser = await openChromium();
    page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
    page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => void (request.url().startsWith(lyceum.url) || complaints.push(request.url())));
    await page.goto(`${lyceum.url}/api`);
  });
  afterAll(() => browser?.close());

  it('lists what may be asked, and runs it', async () => {
    await page.locator('#operations-Queries-Catalogue').click();
    await page.getByRole('button', { name: 'Try it out' }).click();
    await page.getByRole('button', { name: 'Execute' }).click();
    await page.locator('.responses-inner .live-responses-table').getByText('"totalCount": 0').first().waitFor();
    await page.screenshot({ path: join(mkdtempSync(join(tmpdir(), 'lyceum-third-parties-')), 'page.png') });
  });

  it('asks nobody else for anything, and complains of nothing', () => {
    expect(complaints.filter((url) => !url.startsWith('data:') && !url.startsWith('blob:'))).toEqual([]);
  });
});
