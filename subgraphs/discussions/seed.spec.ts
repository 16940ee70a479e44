import { demoId, learnerName } from '../../kit/demo/world';
import { subgraphTest } from '../../kit/testing/subgraph-test';
import { person } from '../../kit/testing/viewers';
import { discussions } from '.';
import { Course, courses } from './course/course.document';
import { posts } from './post/post.document';
import { seed } from './seed';
import { demoSlug, demoThreads } from './seed/threads';
import { threads } from './thread/thread.document';
import { voteId, votes, VoteValue } from './vote/vote.document';
import { VoteService } from './vote/vote.service';
import { forums } from './forum/forum.document';

const house = subgraphTest(discussions);
const _id = demoId('Course', demoSlug);
const instructor = demoId('User', 'somebody');

it('puts no thread where there is no demo', async () => {
  await seed(house.as());
  expect(await house.as().documents.of(threads).count({ courseId: _id })).toBe(0);
});

it('fills the forum of one course, once, with figures that the rows have', async () => {
  const course = { _id, organisationId: null, status: 'PUBLISHED', title: 'TypeScript', instructorIds: [instructor] };
  const { documents } = house.as();
  await documents.of(courses).insertOne(Object.assign(new Course(), { ...course, factsVersion: 1 }));
  await seed(house.as());
  await seed(house.as());
  expect(await documents.of(threads).count({ courseId: _id })).toBe(demoThreads.length);
  expect(await documents.of(forums).findOne({ _id })).toMatchObject({ threadCount: 3, unansweredCount: 1 });
  for (const post of await documents.of(posts).find({ courseId: _id }).toArray())
    expect(await documents.of(votes).count({ postId: post._id })).toBe(post.score);
  const question = (await documents.of(threads).findOne({ courseId: _id, isAnswered: true }))!;
  const { openingPostId: postId, authorId, acceptedPostId, endorsedPostIds } = question;
  expect(authorId).toBe(demoId('User', learnerName(0)));
  expect(endorsedPostIds).toEqual([acceptedPostId]);
  const post = await house.as(person(instructor)).get(VoteService).vote({ postId, vote: VoteValue.UP });
  expect(post.score).toBe(7);
  expect(await documents.of(votes).findOne({ _id: voteId(postId, instructor) })).toMatchObject({ weight: 1 });
});
