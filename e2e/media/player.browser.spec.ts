import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { describeInBrowser, openChromium } from '../../kit/testing/chromium';
import { until } from '../../kit/testing/until';
import { makeClip } from '../../subgraphs/transcoding/testing/lavfi';
import { lyceumTest } from '../harness/lyceum';
import { makePerson, type Person } from '../harness/people';
import { password } from '../../subgraphs/users/profile/user.factory';
import { freePorts } from '../../kit/testing/free-ports';
import { RtmpIngest } from '../../subgraphs/media/live/ingest/rtmp-ingest';
import { encoderProgram, runFfmpeg, sending } from '../../subgraphs/media/live/testing/program';
import { School, type Protection, type VideoCourse, type VideoLesson } from './school';

/** Two frames more than three segments, and than the sound: what some players wait for at the end. */
const seconds = 12.08;
const protections = ['CLEAR', 'AES_128', 'CBCS'] as const;
const nodeModules = dirname(dirname(require.resolve('hls.js/package.json')));
/** What the product's origin has beside the product: a page, and the players that it uses. */
const files: Readonly<Record<string, string>> = {
  '/player.html': join(__dirname, 'player.html'),
  '/hls.js': join(nodeModules, 'hls.js/dist/hls.min.js'),
  '/dash.js': join(nodeModules, 'dashjs/dist/modern/umd/dash.all.min.js'),
};
const captions = `WEBVTT

00:01.000 --> 00:02.000
The wind rises.

00:08.000 --> 00:11.000
A wave breaks.
`;
const typeOf = (path: string): string => (path.endsWith('.html') ? 'text/html' : 'text/javascript');

describeInBrowser('a browser plays a lesson', () => {
  // Renewed every 2.5 seconds.
  const settings: Record<string, string> = { PLAYBACK_GRANT_SECONDS: '5', NODE_ENV: 'development' };
  beforeAll(async () => {
    settings['LIVE_RTMP_PORT'] = String((await freePorts(1))[0]);
  });
  const opened = lyceumTest({ isAtItsUrl: true, settings });
  const screenshots = mkdtempSync(join(tmpdir(), 'lyceum-player-'));
  const contexts: BrowserContext[] = [];
  let browser: Browser;
  let school: School;
  let course: VideoCourse;

  beforeAll(async () => {
    const { lyceum } = opened;
    school = await School.open(lyceum);
    const clip = await makeClip({ seconds, soundSeconds: 12, size: '640x360' });
    const lessons: VideoLesson[] = [];
    for (const protection of protections) {
      const assetId = await school.video(clip, protection);
      await school.caption(assetId, captions);
      lessons.push({ title: protection, assetId, duration: seconds });
    }
    lessons.push({ title: 'Ask me', assetId: null, duration: 600 });
    course = await school.publish('Reading the sea', lessons);
    browser = await openChromium();
  }, 900_000);
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
    // What was played is over, and makes room.
    opened.lyceum.house.clock.advance({ minutes: 1 });
  });
  afterAll(() => browser?.close());

  const lessonOf = (protection: Protection): string => course.lessonIds[protections.indexOf(protection)]!;

  /** A page in a browser of its own, as far as cookies go. */
  async function openPage(): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 640, height: 360 } });
    contexts.push(context);
    await context.route(
      ({ origin, pathname }) => origin === opened.lyceum.url && pathname in files,
      (route) => {
        const { pathname } = new URL(route.request().url());
        return route.fulfill({ contentType: typeOf(pathname), body: readFileSync(files[pathname]!, 'utf8') });
      },
    );
    const page = await context.newPage();
    await page.goto(`${opened.lyceum.url}/player.html`);
    return page;
  }

  const play = (page: Page, { token }: Person, protection: Protection, by: 'hls' | 'dash'): Promise<string> =>
    page.evaluate(`play(${JSON.stringify({ lessonId: lessonOf(protection), token, by })})`);
  /** What is shown, in few and large pixels; a page itself may not look at protected pictures. */
  async function picture(page: Page): Promise<{ colours: number; pixels: string }> {
    const shown = await page.screenshot({ path: join(screenshots, `${randomUUID()}.png`) });
    const pixels = await sharp(shown).resize(32, 18).removeAlpha().raw().toBuffer();
    return { colours: new Set(pixels.toString('hex').match(/.{6}/g)).size, pixels: pixels.toString('hex') };
  }

  describe('to the end', () => {
    beforeAll(() => school.buy(course));

    it.each([
      ['CLEAR', 'hls'],
      ['CLEAR', 'dash'],
      ['AES_128', 'hls'],
      ['CBCS', 'dash'],
    ] as const)('%s by %s: pictures that move, sound, captions, another place, the end', async (protection, by) => {
      const page = await openPage();
      await play(page, school.learner, protection, by);
      await page.waitForFunction('video.currentTime > 0.5');
      const early = await picture(page);
      expect(early.colours).toBeGreaterThan(50);

      // Standing still: a busy machine looks later.
      await page.evaluate('video.pause()');
      expect(await page.evaluate('seek(8.2)')).toBeCloseTo(8.2, 1);
      expect((await picture(page)).pixels).not.toBe(early.pixels);
      await page.evaluate('page.player.showCaptions()');
      await page.waitForFunction('cues().length > 0');
      expect(await page.evaluate('cues()')).toEqual(['A wave breaks.']);
      await page.evaluate('video.playbackRate = 2; void video.play()');
      await page.waitForFunction('seen.ended');
      expect(await page.evaluate('video.duration')).toBeCloseTo(seconds, 0);
      expect(await page.evaluate('video.webkitAudioDecodedByteCount')).toBeGreaterThan(0);
      expect(await page.evaluate('[video.videoWidth, video.videoHeight]')).toEqual([640, 360]);
    });
  });

  it("plays on the house's own page for newcomers, which loads from nowhere else", async () => {
    const { lyceum } = opened;
    const viewer = await makePerson(lyceum, { username: 'newcomer' });
    await school.buy(course, viewer);
    const complaints: string[] = [];
    const page = await openPage();
    page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
    page.on('request', (request) => {
      const url = request.url();
      if (!['blob:', 'data:', lyceum.url].some((start) => url.startsWith(start))) complaints.push(url);
    });
    await page.goto(`${lyceum.url}/dev/player`);
    await page.getByLabel('E-mail').fill(viewer.email);
    await page.getByLabel('Password').fill(password);
    await page.getByLabel('Lesson').fill(lessonOf('CLEAR'));
    await page.getByRole('button', { name: 'Play' }).click();
    await page.getByText('plays 360p').waitFor();
    // Its policy lets nobody wait within the page.
    await until(() => page.evaluate("document.querySelector('video').currentTime > 0.5"));
    expect((await picture(page)).colours).toBeGreaterThan(50);
    await page.evaluate("document.querySelector('video').currentTime = 11.5");
    await page.getByText('s counted').first().waitFor();
    expect(complaints).toEqual([]);

    await page.getByLabel('Lesson').fill('nothing');
    await page.getByRole('button', { name: 'Play' }).click();
    await page.getByText('NOT_FOUND').waitFor();
  });

  it('a playback that was copied plays in no other browser', async () => {
    await school.buy(course, school.stranger);
    const [own, other] = [await openPage(), await openPage()];
    const url = JSON.stringify(await play(own, school.stranger, 'CLEAR', 'hls'));
    const [open, signedIn] = [
      `fetch(${url})`,
      `fetch(${url}, { headers: { authorization: 'Bearer ${school.learner.token}' } })`,
    ];
    expect(await own.evaluate(`${open}.then(({ status }) => status)`)).toBe(200);
    for (const copied of [open, signedIn])
      expect(await other.evaluate(`${copied}.then(({ status }) => status)`)).toBe(404);
    await other.evaluate(`void (page = { token: '' }, playHls(${url}))`);
    await other.waitForFunction('seen.refused.length > 0');
    expect(await other.evaluate('[seen.refused[0], video.readyState]')).toEqual([404, 0]);
  });

  it('after a refund what plays stops at the next renewal', async () => {
    const viewer = await makePerson(opened.lyceum, { username: 'undecided' });
    const bought = await school.buy(course, viewer);
    const page = await openPage();
    const url = await play(page, viewer, 'AES_128', 'hls');
    await page.waitForFunction('video.currentTime > 0.5');
    expect(await page.evaluate('seen.over')).toBeNull();
    await school.refund(bought);
    await page.waitForFunction('seen.over !== null');
    expect(await page.evaluate('[seen.over, video.paused, seen.ended]')).toEqual(['NO_ACCESS', true, false]);
    expect(await page.evaluate(`fetch(${JSON.stringify(url)}).then(({ status }) => status)`)).toBe(403);
  });

  it('a camera is watched live, part by part, until its session ends and becomes a recording', async () => {
    const { lyceum } = opened;
    const viewer = await makePerson(lyceum, { username: 'watcher' });
    await school.buy(course, viewer);
    const ingest = await RtmpIngest.listen(lyceum.platform.get('media'), encoderProgram());
    const { id, cameraUrl, end } = await school.goLive(course.lessonIds.at(-1)!);
    const sent = runFfmpeg(sending(cameraUrl, 600)).catch(() => 'sent away');
    const [page, patient] = [await openPage(), await openPage()];
    const watch = (on: Page, lowLatencyMode: boolean): Promise<void> =>
      on.evaluate(`watch(${JSON.stringify({ id, token: viewer.token, lowLatencyMode })})`);
    await Promise.all([watch(page, true), watch(patient, false)]);
    await Promise.all([page, patient].map((on) => on.waitForFunction('video.currentTime > 2')));
    const early = await picture(page);
    expect(early.colours).toBeGreaterThan(50);
    await page.waitForFunction('seen.loaded > 12');
    expect((await picture(page)).pixels).not.toBe(early.pixels);
    expect(await patient.evaluate('seen.loaded')).toBe(0);
    expect(await page.evaluate('[page.hls.latestLevelDetails.partHoldBack, seen.refused]')).toEqual([1.002, []]);

    await end();
    await page.waitForFunction('seen.ended');
    expect(await sent).toBe('sent away');
    await ingest.stop();
    await lyceum.settle();
    await school.transcode();
    expect(await school.recordingOf(id)).toMatchObject({ state: 'READY' });
  }, 900_000);
});
