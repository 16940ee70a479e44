import { connectionOf } from '../../../kit/graphql/connection';
import { LiveAttendance } from './live-attendance.document';
import { LiveSession } from './live-session.document';

export const LiveSessionConnection = connectionOf(LiveSession);
export const LiveAttendanceConnection = connectionOf(LiveAttendance);
