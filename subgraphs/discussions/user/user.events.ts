import { on } from '../../../kit/events/on';
import { Erasure } from './erasure';

/** Nobody said anything who is nobody any more. */
export const onUserErased = on('user.erased', (tx, { userId }) => new Erasure(tx).forget(userId));
