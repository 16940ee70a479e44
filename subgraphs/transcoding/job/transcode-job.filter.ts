import type { SelectQueryBuilder } from 'typeorm';
import { isUuid } from '../../../kit/scope/ids';
import type { TranscodeJob } from './transcode-job.entity';
import type { TranscodeJobFilter } from './transcode-job.input';

type Narrow<V> = (query: SelectQueryBuilder<TranscodeJob>, value: V) => unknown;

/** One narrowing per condition; TypeScript sees to it that none is forgotten. */
const conditions: { readonly [C in keyof Required<TranscodeJobFilter>]: Narrow<NonNullable<TranscodeJobFilter[C]>> } = {
  states: (query, states) => query.andWhere('row.state = ANY(:states)', { states }),
  priorities: (query, priorities) => query.andWhere('row.priority = ANY(:priorities)', { priorities }),
  assetId: (query, assetId) => query.andWhere(isUuid(assetId) ? 'row.assetId = :assetId' : 'FALSE', { assetId }),
  organisationId: (query, organisationId) =>
    query.andWhere(isUuid(organisationId) ? 'row.organisationId = :organisationId' : 'FALSE', { organisationId }),
};

/** Narrows a list of jobs to those that meet every condition given. */
export function narrowTo(query: SelectQueryBuilder<TranscodeJob>, filter: TranscodeJobFilter): void {
  for (const [name, narrow] of Object.entries(conditions)) {
    const value = filter[name as keyof TranscodeJobFilter];
    if (value != null) (narrow as Narrow<unknown>)(query, value);
  }
}
