import { on } from '../../../kit/events/on';
import { attendances } from './live-attendance.document';

/** Nobody has attended anything who is nobody any more. */
export const onAttendeeErased = on(
  'user.erased',
  async (tx, { userId: personId }) => {
    await tx.documents.of(attendances).deleteMany({ personId });
  },
  'live',
);
