import { namesInPost } from './named';
import { Post } from './post.document';
import { PostState } from './post.states';
import { wordsOfPost } from './post.text';

interface GivenPost extends Pick<
  Post,
  '_id' | 'organisationId' | 'courseId' | 'threadId' | 'parentId' | 'authorId' | 'isAnonymous' | 'createdAt'
> {
  /** Of the thread that it opens; null where it opens none. */
  readonly title: string | null;
  readonly body: string;
}

/** A post as it is written, before anybody has read it. */
export function newPost({ title, body, ...given }: GivenPost): Post {
  const said = { text: body, words: wordsOfPost(title, body) };
  return Object.assign(new Post(), given, said, {
    namedIds: namesInPost(said),
    isOpening: title !== null,
    state: PostState.PUBLISHED,
    publishedAt: null,
    isAccepted: false,
    isEndorsed: false,
    score: 0,
    replyCount: 0,
    version: 1,
    editedAt: null,
  });
}
