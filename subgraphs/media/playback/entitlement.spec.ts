import { randomUUID } from 'node:crypto';
import { Viewer } from '../../../kit/identity/viewer';
import { contentKey } from '../../../kit/media/content-key';
import { refuseCollectionScans } from '../../../kit/testing/explained-queries';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, person } from '../../../kit/testing/viewers';
import { media } from '..';
import { AssetProtection } from '../asset/asset.protection';
import { Player, start } from './testing/player';
import { session, someone, World } from './testing/world';

const house = subgraphTest(media, { PLAYBACK_MAX_STREAMS: '20' });
const { AES_128, CBCS, CLEAR } = AssetProtection;
let player: Player;
beforeAll(() => {
  player = Player.open(house);
});
afterAll(() => player.close());

/** Every kind of URL below a grant. */
const urls: readonly (readonly [path: string, protection: AssetProtection])[] = [
  ['master.m3u8', CLEAR],
  ['manifest.mpd', CLEAR],
  ['v360/index.m3u8', CLEAR],
  ['v360/iframe.m3u8', CLEAR],
  ['v360/init.mp4', CLEAR],
  ['v360/00001.m4s', CLEAR],
  ['a/00001.m4s', CLEAR],
  ['audio.m4a', CLEAR],
  ['captions/<caption>.vtt', CLEAR],
  ['captions/<caption>.m3u8', CLEAR],
  ['poster.jpg', CLEAR],
  ['storyboard.vtt', CLEAR],
  ['storyboard-1.jpg', CLEAR],
  ['waveform.json', CLEAR],
  ['master.m3u8', AES_128],
  ['v360/index.m3u8', AES_128],
  ['v360/00001.m4s', AES_128],
  ['key', AES_128],
  ['manifest.mpd', CBCS],
  ['v360/index.m3u8', CBCS],
  ['v360/00001.m4s', CBCS],
  ['key', CBCS],
  ['license', CBCS],
];

interface Case {
  readonly viewer: (world: World) => Promise<Viewer>;
  /** Whether they get a grant of their own. */
  readonly mayStart: boolean;
  readonly world?: { readonly isPreview?: boolean; readonly organisationId?: string };
}

const organisationId = randomUUID();
const cases: Readonly<Record<string, Case>> = {
  instructor: { viewer: (world) => Promise.resolve(world.instructor), mayStart: true },
  administrator: { viewer: () => Promise.resolve(session(administrator(randomUUID()))), mayStart: true },
  learner: { viewer: (world) => world.learner(), mayStart: true },
  'learner of another course': { viewer: async () => (await World.make(house)).learner(), mayStart: false },
  'instructor of another course': { viewer: async () => (await World.make(house)).instructor, mayStart: false },
  'refunded learner': {
    viewer: async (world) => {
      const learner = await world.learner();
      await world.leave(learner);
      return learner;
    },
    mayStart: false,
  },
  nobody: { viewer: () => Promise.resolve(Viewer.anonymous), mayStart: false },
  'nobody on a preview': {
    viewer: () => Promise.resolve(Viewer.anonymous),
    mayStart: true,
    world: { isPreview: true },
  },
  'somebody on a preview': { viewer: () => Promise.resolve(someone()), mayStart: true, world: { isPreview: true } },
  'learner in an organisation': { viewer: (world) => world.learner(), mayStart: true, world: { organisationId } },
  'member of the organisation who is not enrolled': {
    viewer: () => Promise.resolve(someone([organisationId])),
    mayStart: false,
    world: { organisationId },
  },
  'member of another organisation': {
    viewer: () => Promise.resolve(someone([randomUUID()])),
    mayStart: false,
    world: { organisationId },
  },
  'learner of another organisation': {
    viewer: async (world) => {
      const outsider = someone([randomUUID()]);
      await world.enroll(outsider);
      return outsider;
    },
    mayStart: false,
    world: { organisationId },
  },
};

/** One world per protection and case; whoever holds a grant for it beside the viewer. */
async function given({ viewer, world: kind = {} }: Case, protection: AssetProtection) {
  const world = await World.make(house, { ...kind, protection });
  return { world, viewer: await viewer(world), holder: await world.learner() };
}

const ask = (base: string, path: string, world: World, viewer: Viewer, cookie?: string) => {
  const kids = [contentKey(house.as().secrets, world.versionId).id.toString('base64url')];
  const sent = path === 'license' ? { method: 'POST' as const, body: JSON.stringify({ kids }) } : {};
  return player.get(base + path.replace('<caption>', world.captionId), {
    viewer,
    ...(cookie ? { cookie } : {}),
    ...sent,
  });
};
const baseOf = (hlsUrl: string): string => hlsUrl.slice(0, -'master.m3u8'.length);

describe.each(Object.entries(cases))('%s', (_name, one) => {
  for (const protection of [CLEAR, AES_128, CBCS]) {
    const paths = urls.filter(([, of]) => of === protection).map(([path]) => path);

    it(`${protection}: ${one.mayStart ? 'a grant of their own opens every URL' : 'gets no grant'}`, async () => {
      const { world, viewer } = await given(one, protection);
      const started = start(house, viewer, world.lessonId);
      if (!one.mayStart) return expect(started).rejects.toMatchObject({ code: 'NOT_FOUND' });
      const base = baseOf((await started).urls.hlsUrl);
      let cookie: string | undefined;
      for (const path of paths) {
        const answer = await ask(base, path, world, viewer, cookie);
        expect([path, answer.status]).toEqual([path, 200]);
        cookie ??= answer.cookie;
      }
    });

    it(`${protection}: somebody else's grant opens no URL`, async () => {
      const { world, viewer, holder } = await given(one, protection);
      const base = baseOf((await start(house, holder, world.lessonId)).urls.hlsUrl);
      for (const path of paths) {
        const answer = await ask(base, path, world, viewer);
        expect([path, answer.status, answer.code]).toEqual([path, 404, 'NOT_FOUND']);
      }
      // Nor another session of the same person, nor a session that is none.
      for (const other of [session(holder), person(holder.id!)])
        for (const path of paths) expect((await ask(base, path, world, other)).code).toBe('NOT_FOUND');
    });
  }
});

it.each(urls)('%s (%s) is shut before and after its time, for its own learner', async (path, protection) => {
  const world = await World.make(house, { protection });
  const learner = await world.learner();
  const [ended, expired] = [await start(house, learner, world.lessonId), await start(house, learner, world.lessonId)];
  house.clock.advance({ seconds: 60 });
  expect((await ask(baseOf(expired.urls.hlsUrl), path, world, learner)).code).toBe('PLAYBACK_EXPIRED');
  await world.leave(learner);
  expect((await ask(baseOf(ended.urls.hlsUrl), path, world, learner)).code).toBe('PLAYBACK_ENDED');
  const guessed = `http://localhost:4000/media/play/${'x'.repeat(43)}/`;
  expect((await ask(guessed, path, world, learner)).code).toBe('NOT_FOUND');
});

it('no object of a video has a URL beside the grant', async () => {
  const world = await World.make(house);
  for (const viewer of [world.instructor, await world.learner(), session(administrator(randomUUID()))])
    for (const path of ['master.m3u8', 'v360/00001.m4s', 'audio.m4a'])
      for (const below of ['/media/objects/', '/media/play/', '/media/'])
        expect((await player.get(`${below}${world.prefix.slice('media/'.length)}/${path}`, { viewer })).status).toBe(
          404,
        );
});

refuseCollectionScans(house);
