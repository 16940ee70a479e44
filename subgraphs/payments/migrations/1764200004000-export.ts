import { migration } from '../../../kit/database/migration';

/** Files are read in the order of these. */
export const exporting = migration('Export1764200004000', `CREATE INDEX refund_newest ON refund (created_at, id);`);
