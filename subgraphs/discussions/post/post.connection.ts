import { connectionOf } from '../../../kit/graphql/connection';
import { Post, PostEdit } from './post.document';

export const PostConnection = connectionOf(Post);
export const PostEditConnection = connectionOf(PostEdit);
