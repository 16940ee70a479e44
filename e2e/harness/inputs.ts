import {
  astFromValue,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isRequiredArgument,
  isRequiredInputField,
  print,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
} from 'graphql';

/** The id of a row of a type, to point at. */
export type Pointing = (type: string) => string;
type Values = Readonly<Record<string, unknown>>;
type Operation = GraphQLField<unknown, unknown>;

const nouns: Readonly<Record<string, string>> = {
  parentId: 'Category',
  afterLessonId: 'Lesson',
  afterSectionId: 'Section',
  assignmentId: 'RoleAssignment',
  resourceId: 'LessonResource',
  fileId: 'Asset',
  pictureId: 'Asset',
  versionId: 'AssetVersion',
  replyToId: 'Post',
  intoId: 'Thread',
  // The root type of live operations has that name.
  Subscription: 'PlanSubscription',
};

/** What fields of these names look like; any other string is a text. */
const texts: Readonly<Record<string, string>> = {
  slug: 'a-slug',
  emoji: '👍',
  name: 'a-name',
  zone: 'Europe/Lisbon',
  timeZone: 'Europe/Lisbon',
  local: '2027-05-01T09:00',
  csv: 'userId\n01990000-0000-7000-8000-0000000000ff',
  permissions: 'course.edit',
  permission: 'course.edit',
  scopes: 'course.edit',
  addressRanges: '192.0.2.0/24',
  resourceType: 'Course',
  username: 'somebody-new',
  url: 'https://example.org/',
  password: 'nine grey otters by the weir',
  currentPassword: 'nine grey otters by the weir',
  newPassword: 'nine grey otters by the weir',
  languages: 'en',
  country: 'DE',
  jurisdiction: 'DE',
  percent: '19',
  number: '+4915112345678',
  endpoint: 'https://push.example.org/device',
  address: 'somebody@example.test',
};
const scalars: Readonly<Record<string, unknown>> = {
  Int: 1,
  Float: 1,
  Boolean: true,
  DateTime: '2027-01-01T09:00:00.000Z',
  Duration: 60,
  EmailAddress: 'somebody@example.test',
  URL: 'https://example.org/',
  Locale: 'en',
  CurrencyCode: 'EUR',
  BigInt: '4900',
};
/** What the types alone do not say: what excludes, or needs, something else. */
const wholes: Readonly<Record<string, unknown>> = {
  RunKind: 'SELF_PACED',
  ReleaseRuleInput: { afterDays: { days: 2, zone: 'Europe/Lisbon' } },
  CaptionFileInput: { text: 'WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n' },
  ShareWithInput: { link: { password: 'nine grey otters by the weir' } },
  VerifyPhoneNumberInput: { code: '123456' },
  ConfirmEmailAddressInput: { code: '123456' },
  // The keys of the example of RFC 8291.
  PushKeysInput: {
    p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  },
  DiscountInput: { basisPoints: 1_500 },
  CourseFilter: {},
  ReviewFilter: {},
};

/** What is given of inputs that want one of several. */
const chosen: Readonly<Record<string, string>> = {
  StartPlaybackInput: 'lessonId',
  MarkNotificationsSeenInput: 'ids',
  MarkNotificationsReadInput: 'ids',
  MarkNotificationsUnreadInput: 'ids',
  ArchiveNotificationsInput: 'ids',
  UnarchiveNotificationsInput: 'ids',
  RemovePushSubscriptionInput: 'id',
  AddToCartInput: 'courseId',
  CheckoutInput: 'items',
  CheckoutQuoteInput: 'items',
  CheckoutItemInput: 'courseId',
};

/** Arguments that an operation accepts, by the look of their types: what is required, and what `also` names. */
export function argumentsOf(operation: Operation, point: Pointing, also: readonly string[] = []): Values {
  return Object.fromEntries(
    operation.args
      .filter((argument) => isRequiredArgument(argument) || also.includes(argument.name))
      .map((argument) => [argument.name, sampleOf(argument, operation, point, also)]),
  );
}

/** A value for one argument or input field. */
export function sampleOf(
  place: GraphQLArgument | GraphQLInputField,
  operation: Operation,
  point: Pointing,
  also: readonly string[] = [],
): unknown {
  const sample = (type: GraphQLInputType): unknown => {
    const bare = getNullableType(type);
    if (isListType(bare)) return [sample(bare.ofType)];
    if (bare.name in wholes) return wholes[bare.name];
    if (isEnumType(bare)) return bare.getValues()[0]!.name;
    if (isInputObjectType(bare)) return objectOf(bare, operation, point, also);
    if (bare.name === 'ID') return idFor(place.name, operation, point);
    return bare.name === 'String' ? (texts[place.name] ?? 'A text') : scalars[bare.name];
  };
  return sample(place.type);
}

function objectOf(
  type: GraphQLInputObjectType,
  operation: Operation,
  point: Pointing,
  also: readonly string[],
): Values {
  return Object.fromEntries(
    Object.values(type.getFields())
      .filter((field) => isRequiredInputField(field) || also.includes(field.name) || chosen[type.name] === field.name)
      .map((field) => [field.name, sampleOf(field, operation, point, also)]),
  );
}

function idFor(field: string, { name, type }: Operation, point: Pointing): string {
  if (/Key$|^(client|viewing)Id$/.test(field)) return `key-${name}`;
  // Of the payment provider, not ours.
  if (field === 'setupId') return 'seti_1';
  // `updateCourse(id:)` is about a course, `course(id:)` too.
  if (field === 'id') {
    const noun = /^[a-z]+([A-Z]\w*)/.exec(name)?.[1] ?? getNamedType(type).name;
    return point(nouns[noun] ?? noun);
  }
  const noun = field.replace(/Ids?$/, '');
  return point(nouns[field] ?? `${noun.charAt(0).toUpperCase()}${noun.slice(1)}`);
}

/** The operation as text, with its arguments as variables. */
export function documentOf(
  kind: 'query' | 'mutation',
  { name, args, type }: Operation,
  path: readonly Operation[] = [],
): string {
  const declared = args.map(declaration).join(' ');
  const passed = args.map((argument) => `${argument.name}: $${argument.name}`).join(' ');
  const isLeaf = !('getFields' in getNamedType(type)) && !('getTypes' in getNamedType(type));
  const field = `${name}${passed && `(${passed})`}${isLeaf ? '' : ' { __typename }'}`;
  const [outer] = path;
  return outer
    ? `query ($id: ID! ${declared}) { ${outer.name}(id: $id) { ${field} } }`
    : `${kind} ${declared && `(${declared})`} { ${field} }`;
}

function declaration({ name, type, defaultValue }: GraphQLArgument): string {
  const fallback = astFromValue(defaultValue, type);
  return `$${name}: ${String(type)}${fallback ? ` = ${print(fallback)}` : ''}`;
}
