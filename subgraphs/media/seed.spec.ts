import { demoId, demoVideoLesson } from '../../kit/demo/world';
import { subgraphTest } from '../../kit/testing/subgraph-test';
import { media } from '.';
import { AssetState } from './asset/asset.states';
import { seed } from './seed';
import { courseFacts } from './testing/learner';
import { assetOf } from './testing/upload';

const house = subgraphTest(media);
const courseId = demoId('Course', demoVideoLesson.split('/')[0]!);
const assetId = demoId('Content', demoVideoLesson);

it('uploads nothing where there is no demo', async () => {
  await seed(house.as());
  expect(await assetOf(house, assetId)).toBeNull();
});

it("uploads a video for a lesson, once, as the course's instructor", async () => {
  const instructorId = demoId('User', 'somebody');
  await house.deliver('course.changed', courseFacts({ courseId, instructorIds: [instructorId] }));
  await seed(house.as());
  await seed(house.as());
  await house.settle();
  const asset = await assetOf(house, assetId);
  expect(asset).toMatchObject({ state: AssetState.PROCESSING, ownerId: instructorId });
  expect(asset.current).toMatchObject({ contentType: 'video/mp4' });
  const source = await house.house.objects.head(asset.current.objectKey);
  expect(source?.bytes).toBe(asset.current.bytes);
});
