import type { Viewer } from '../../../kit/identity/viewer';
import type { SubgraphTest } from '../../../kit/testing/subgraph-test';

const ENROLL = `mutation ($input: EnrollInput!) { enroll(input: $input) {
  kind: __typename
  ... on EnrollPayload { enrollment { id status runId user { id } course { id } } }
  ... on Refusal { code message }
  ... on AlreadyEnrolled { enrollment { id } }
  ... on CourseFull { run { runId capacity taken available waiting } }
  ... on PaymentRequired { price { minor currency } } } }`;

interface Enrolled extends Record<string, unknown> {
  readonly kind: string;
  readonly enrollment?: { readonly id: string };
}

interface Stay {
  readonly id: string;
  readonly status: string;
}

/** What clients ask, as the gateway passes it on. */
export class AsGateway {
  constructor(private readonly house: SubgraphTest) {}

  /** Fields of one entity, by reference. */
  async read<T>(viewer: Viewer | undefined, type: string, id: string, fields: string): Promise<T> {
    const query = `query ($of: [_Any!]!) { found: _entities(representations: $of) { ... on ${type} { ${fields} } } }`;
    const options = { ...(viewer ? { viewer } : {}), variables: { of: [{ __typename: type, id }] } };
    return (await this.house.data<{ found: [T] }>(query, options)).found[0];
  }

  course<T>(viewer: Viewer | undefined, id: string, fields: string): Promise<T> {
    return this.read(viewer, 'Course', id, fields);
  }

  async enroll(viewer: Viewer, input: object): Promise<Enrolled> {
    return (await this.house.data<{ enroll: Enrolled }>(ENROLL, { viewer, variables: { input } })).enroll;
  }

  tryToEnroll(viewer: Viewer, input: object): ReturnType<SubgraphTest['run']> {
    return this.house.run(ENROLL, { viewer, variables: { input } });
  }

  /** Someone's enrolments, the newest first. */
  async history(viewer: Viewer): Promise<Stay[]> {
    const fields = 'enrollments { nodes { id status } }';
    const user = await this.read<{ enrollments: { nodes: Stay[] } }>(viewer, 'User', viewer.id ?? '', fields);
    return user.enrollments.nodes;
  }
}
