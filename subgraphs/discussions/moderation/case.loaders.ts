import { loadWith, type Loader } from '../../../kit/database/loaders';
import { loadDocuments } from '../../../kit/documents/loaders';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { cases, type Case } from './case.document';
import { casePolicy } from './case.policy';

/** Reads of cases by key. */
export class CaseLoaders {
  readonly visible: Loader<string, Case | null>;
  /** By post or message, for its moderators and its author. */
  readonly about: Loader<string, Case | null>;

  constructor(private readonly scope: Scope) {
    this.visible = loadDocuments(scope, cases, { accepts: isUuid, policy: casePolicy.see });
    this.about = loadWith<Case | null>((aboutIds) => this.readAbout(aboutIds), null);
  }

  private async readAbout(aboutIds: readonly string[]): Promise<ReadonlyMap<string, Case>> {
    const found = await this.scope.documents
      .of(cases)
      .find({ aboutId: { $in: [...aboutIds] } })
      .toArray();
    const moderated = new Set(await casePolicy.see(this.scope, found));
    const shown = found.filter((row) => moderated.has(row) || this.scope.viewer.is(row.authorId));
    return new Map(shown.map((row) => [row.aboutId, row]));
  }
}
