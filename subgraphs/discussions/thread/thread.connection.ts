import { connectionOf } from '../../../kit/graphql/connection';
import { Thread } from './thread.document';

export const ThreadConnection = connectionOf(Thread);
