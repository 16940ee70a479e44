import { loadWith, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { reports } from './report.document';
import type { PostReport } from './report.input';

/** How many reports a case shows. */
export const shownReports = 20;

/** What people said is wrong, by post or message; asked for through cases only, which moderators see. */
export class ReportLoaders {
  readonly about: Loader<string, PostReport[]>;

  constructor(scope: Scope) {
    this.about = loadWith<PostReport[]>(async (aboutIds) => {
      const groups = await scope.documents
        .of(reports)
        .aggregate<{ _id: string; first: PostReport[] }>([
          { $match: { aboutId: { $in: [...aboutIds] } } },
          { $sort: { aboutId: 1, at: 1 } },
          {
            $group: {
              _id: '$aboutId',
              first: { $firstN: { input: { reason: '$reason', note: '$note' }, n: shownReports } },
            },
          },
        ])
        .toArray();
      return new Map(groups.map(({ _id, first }) => [_id, first]));
    }, []);
  }
}
