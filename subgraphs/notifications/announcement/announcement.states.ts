/** Where an announcement stands. */
export enum AnnouncementState {
  SCHEDULED = 'SCHEDULED',
  SENT = 'SENT',
  CANCELLED = 'CANCELLED',
}

const { SENT, CANCELLED } = AnnouncementState;

/** From → to. What was said is said. */
export const transitions: Readonly<Record<AnnouncementState, readonly AnnouncementState[]>> = {
  SCHEDULED: [SENT, CANCELLED],
  SENT: [],
  CANCELLED: [],
};
