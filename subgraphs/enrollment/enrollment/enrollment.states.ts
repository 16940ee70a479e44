/** Where an enrolment stands. Finishing a course is no state: who has finished is still enrolled. */
export enum EnrollmentStatus {
  ACTIVE = 'ACTIVE',
  LEFT = 'LEFT',
  CANCELLED = 'CANCELLED',
  EXPIRED = 'EXPIRED',
  REVOKED = 'REVOKED',
}

/** From → to. An ended enrolment is history: coming back makes a new one. */
export const transitions: Readonly<Record<EnrollmentStatus, readonly EnrollmentStatus[]>> = {
  ACTIVE: [EnrollmentStatus.LEFT, EnrollmentStatus.CANCELLED, EnrollmentStatus.EXPIRED, EnrollmentStatus.REVOKED],
  LEFT: [],
  CANCELLED: [],
  EXPIRED: [],
  REVOKED: [],
};

export type Ending = Exclude<`${EnrollmentStatus}`, 'ACTIVE'>;

export function mayBecome(from: EnrollmentStatus, to: EnrollmentStatus): boolean {
  return transitions[from].includes(to);
}
