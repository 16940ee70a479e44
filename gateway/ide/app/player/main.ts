import './player.css';
import HlsPlayer, { Events } from 'hls.js';
import { Api, Refused } from './api';

/** Milliseconds between two reports of what was played. */
const reportEvery = 5_000;
const form = document.querySelector('form')!;
const video = document.querySelector('video')!;
const log = document.querySelector('ol')!;
let stop = (): void => undefined;

form.addEventListener('submit', (event) => {
  event.preventDefault();
  void attempt(play);
});

async function play(): Promise<void> {
  stop();
  const [email = '', password = '', lessonId = ''] = [...form.querySelectorAll('input')].map(({ value }) =>
    value.trim(),
  );
  const api = await Api.signIn(email, password);
  const { grantId, hlsUrl, renewAfter } = await api.start(lessonId);
  say(`startPlayback: may play, and asks again every ${renewAfter} s`);
  // No worker: the page's policy lets it run nothing that did not come from this origin.
  const hls = new HlsPlayer({ enableWorker: false });
  hls.on(Events.ERROR, (_event, { details, response }) => say(`${details} ${response?.code ?? ''}`));
  hls.on(Events.LEVEL_SWITCHED, (_event, { level }) => say(`plays ${hls.levels[level]?.height}p`));
  const report = async (): Promise<void> =>
    say(`reportPlayback: ${(await api.report(grantId, video.currentTime, video.played)).toFixed(1)} s counted`);
  const timers = [
    setInterval(() => void attempt(() => api.renew(grantId)), renewAfter * 1_000),
    setInterval(() => void (video.paused || attempt(report)), reportEvery),
  ];
  const onEnded = (): void => void attempt(report);
  video.addEventListener('ended', onEnded);
  stop = () => {
    video.removeEventListener('ended', onEnded);
    for (const timer of timers) clearInterval(timer);
    hls.destroy();
  };
  hls.loadSource(hlsUrl);
  hls.attachMedia(video);
  await video.play();
}

/** What the product refuses ends what plays. */
async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Refused) stop();
    say(error instanceof Error ? error.message : String(error));
  }
}

function say(text: string): void {
  log.append(Object.assign(document.createElement('li'), { textContent: text }));
}
