import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, openChromium } from '../../kit/testing/chromium';
import { projectFolder } from '../../cli/files';
import { loadExamples } from '../../gateway/ide/example';
import { demoPassword } from '../../kit/demo/world';
import { lyceumTest } from '../harness/lyceum';
import { logIn } from '../harness/people';
import { listening } from '../subscriptions/live-client';

const examples = loadExamples(join(projectFolder, 'gateway', 'ide', 'examples'));

describeInBrowser('GraphiQL on the product', () => {
  // Only in development does the gateway say how it answers.
  const opened = lyceumTest({ settings: { ENGINE: 'compiled', NODE_ENV: 'development' } });
  const shots = mkdtempSync(join(tmpdir(), 'lyceum-ide-'));
  const complaints: string[] = [];
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    await opened.lyceum.platform.seed();
    browser = await openChromium();
    page = await browser.newPage({ viewport: { width: 1360, height: 800 } });
    page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(opened.lyceum.url);
    await page.locator('.graphiql-query-editor .view-line').first().waitFor();
  });

  afterAll(() => browser?.close());

  const run = async (tab: string, expected: string): Promise<void> => {
    // The tab that is open already has its close button in its name.
    const closed = page.getByRole('tab', { name: tab, exact: true });
    if ((await closed.count()) > 0) await closed.click();
    await page.getByRole('button', { name: /^Execute query/ }).click();
    await page.locator('.graphiql-response').getByText(expected).first().waitFor();
    await page.screenshot({ path: join(shots, `${tab}.png`) });
  };

  it('logs in and shows who is signed in', async () => {
    await run('LogIn', 'LogInPayload');
    await page.getByRole('status').getByText('Signed in as').waitFor();
  });

  it('runs the course page of four subgraphs as that learner', async () => {
    await run('CoursePage', 'TypeScript from First Principles');
    await page.locator('.graphiql-response').getByText('descriptionHtml').first().waitFor();
  });

  it('enrols in a free course', async () => {
    await run('Enroll', 'EnrollPayload');
  });

  it('watches progress live, with what other subgraphs know', async () => {
    const { lyceum } = opened;
    await page.getByRole('tab', { name: 'WatchProgress', exact: true }).click();
    await listening(lyceum, () => page.getByRole('button', { name: /^Execute query/ }).click());
    const record = examples.find(({ title }) => title === 'RecordProgress')!;
    const token = await logIn(lyceum, 'learner@lyceum.test', demoPassword);
    await lyceum.ask(record.query, { variables: JSON.parse(record.variables ?? '{}') as object, token });
    const response = page.locator('.graphiql-response');
    await response.getByText('courseProgressChanged').first().waitFor();
    await response.getByText('Hearing Music Theory').first().waitFor();
    await page.screenshot({ path: join(shots, 'WatchProgress.png') });
    await page.getByRole('button', { name: /^Stop/ }).click();
  });

  it('draws the plan of what runs, and times the calls', async () => {
    await page.getByRole('button', { name: 'Show Plan' }).click();
    await run('CoursePage', 'TypeScript from First Principles');
    const panel = page.getByRole('region', { name: 'Plan' });
    await panel.getByText('subgraph calls').waitFor();
    expect(await panel.locator('pre').innerText()).toContain('One after the other');
    const called = await panel.locator('tbody tr td:first-child').allInnerTexts();
    expect(called).toEqual(expect.arrayContaining(['courses', 'users']));
    expect(await page.locator('.graphiql-response').innerText()).not.toContain('subgraphCalls');
  });

  it('has nothing to complain about', () => {
    expect(complaints).toEqual([]);
    process.stdout.write(`Screenshots: ${shots}\n`);
  });
});
