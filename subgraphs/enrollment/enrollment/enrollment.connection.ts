import { connectionOf } from '../../../kit/graphql/connection';
import { Enrollment } from './enrollment.entity';

export const EnrollmentConnection = connectionOf(Enrollment);
