import { AssetState, mayBecome, transitions } from './asset.states';

const states = Object.values(AssetState);
const { UPLOADING, CHECKING, PROCESSING, READY, REFUSED } = AssetState;
const edges: readonly (readonly [AssetState, AssetState])[] = [
  [UPLOADING, CHECKING],
  [UPLOADING, REFUSED],
  [CHECKING, PROCESSING],
  [CHECKING, REFUSED],
  [PROCESSING, READY],
  [PROCESSING, REFUSED],
];

it.each(edges)('an asset goes from %s to %s', (from, to) => {
  expect(mayBecome(from, to)).toBe(true);
});

it('and nowhere else', () => {
  const all = states.flatMap((from) => transitions[from].map((to) => [from, to]));
  expect(all).toEqual(edges.map((edge) => [...edge]));
});
