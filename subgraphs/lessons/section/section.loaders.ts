import { loadByKey, loadManyByKey, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { draftFirst } from '../course/draft-first';
import { PublishedSection, Section } from './section.entity';
import { sectionPolicy } from './section.policy';

/** Every read of sections by key. */
export class SectionLoaders {
  readonly draft: Loader<string, Section | null>;
  readonly published: Loader<string, Section | null>;
  /** The draft for editors, what is published for everyone else. */
  readonly visible: Loader<string, Section | null>;
  readonly draftOfCourse: Loader<string, Section[]>;
  readonly publishedOfCourse: Loader<string, Section[]>;

  constructor(scope: Scope) {
    this.draft = loadByKey(scope, Section, 'id', sectionPolicy.see);
    this.published = loadByKey(scope, PublishedSection, 'id', sectionPolicy.see);
    this.visible = draftFirst(this.draft, this.published);
    const inOrder = { order: { position: 'ASC' }, policy: sectionPolicy.see } as const;
    this.draftOfCourse = loadManyByKey(scope, Section, 'courseId', inOrder);
    this.publishedOfCourse = loadManyByKey(scope, PublishedSection, 'courseId', inOrder);
  }
}
