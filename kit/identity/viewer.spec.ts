import { Secrets } from '../config/secrets';
import { ManualClock } from '../scope/clock';
import { administrator, grant, person } from '../testing/viewers';
import { ViewerSeal } from './signed-viewer';
import { Viewer } from './viewer';

const [houseA, houseB] = ['org-a', 'org-b'];

it('tenant: a role counts in its own organisation only', () => {
  const viewer = person('p', {
    organisations: [houseA, houseB],
    grants: [grant('editor', ['course.edit'], { organisationId: houseA })],
  });
  expect(viewer.may('course.edit', { organisationId: houseA })).toBe(true);
  expect(viewer.may('course.edit', { organisationId: houseB })).toBe(false);
  expect(viewer.may('course.edit', { organisationId: null })).toBe(false);
});

it('a grant on one resource counts for that one', () => {
  const viewer = person('p', { grants: [grant('co-instructor', ['course.edit'], { resource: 'Course:1' })] });
  expect(viewer.may('course.edit', { organisationId: null, resource: 'Course:1' })).toBe(true);
  expect(viewer.may('course.edit', { organisationId: null, resource: 'Course:2' })).toBe(false);
});

it('an administrator of one organisation is none of the platform', () => {
  const local = person('p', { organisations: [houseA], grants: [grant('admin', ['*'], { organisationId: houseA })] });
  expect(local.isAdministrator).toBe(false);
  expect(local.may('course.edit', { organisationId: houseB })).toBe(false);
  expect(administrator('p').may('course.edit', { organisationId: houseB })).toBe(true);
});

it('an API key is nobody in person: it has what its scopes grant, not what its owner owns', () => {
  const grants = [grant('key:instructor', ['course.create'])];
  const key = new Viewer({
    kind: 'service',
    id: 'p',
    sessionId: null,
    grants,
    organisations: [],
    scopes: ['course.create'],
  });
  expect(key.id).toBeNull();
  expect(key.is('p')).toBe(false);
  expect(key.keyOwnerId).toBe('p');
  expect(key.may('course.create', { organisationId: null })).toBe(true);
  expect(person('p').keyOwnerId).toBeNull();
});

it('the decision explains itself', () => {
  expect(Viewer.anonymous.decide('course.edit', { organisationId: null })).toEqual({
    granted: false,
    reason: 'NOT_SIGNED_IN',
    via: null,
  });
  expect(person('p').decide('course.edit', { organisationId: null })).toMatchObject({
    granted: false,
    reason: 'NO_SUCH_GRANT',
  });
  expect(administrator('p').decide('course.edit', { organisationId: null })).toMatchObject({
    granted: true,
    reason: 'ADMINISTRATOR',
  });
});

describe('the signed viewer', () => {
  const clock = new ManualClock();
  const seal = new ViewerSeal(new Secrets('the secret of this house, long enough'), clock);

  it('arrives as it was sent', async () => {
    const viewer = person('p', { organisations: [houseA] });
    expect((await seal.open(await seal.sign(viewer))).claims).toEqual(viewer.claims);
  });

  it.each([
    ['absent', () => Promise.resolve(undefined)],
    [
      'signed by another house',
      () => new ViewerSeal(new Secrets('the secret of another house, long too'), clock).sign(administrator('p')),
    ],
    ['unsigned', () => Promise.resolve(`${btoa('{"alg":"none"}')}.${btoa('{"viewer":{"kind":"system"}}')}.`)],
  ])('is refused when it is %s', async (_, token) => {
    await expect(seal.open(await token())).rejects.toMatchObject({ code: 'UNSIGNED_CALL' });
  });

  it('is refused a minute later', async () => {
    const token = await seal.sign(person('p'));
    clock.advance({ seconds: 61 });
    await expect(seal.open(token)).rejects.toMatchObject({ code: 'UNSIGNED_CALL' });
  });
});
