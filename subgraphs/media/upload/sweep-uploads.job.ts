import { defineCron } from '../../../kit/jobs/job';
import { UploadService } from './upload.service';

/** Every ten minutes: gives up what nobody sends any more. */
export const sweepUploads = defineCron('sweep_uploads', '*/10 * * * *', (scope) => scope.get(UploadService).sweep());
