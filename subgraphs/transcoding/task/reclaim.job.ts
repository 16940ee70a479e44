import { defineCron } from '../../../kit/jobs/job';
import { LeasingService } from './leasing.service';

/** Once a minute, takes back what lost workers hold, also where no worker is left to do it. */
export const reclaimLeases = defineCron('reclaim_leases', '* * * * *', (scope) => scope.get(LeasingService).reclaim());
