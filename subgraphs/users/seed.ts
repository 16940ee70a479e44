import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { demoEpoch, demoId, demoPassword, demoRandom, learnerName } from '../../kit/demo/world';
import { emitAll } from '../../kit/events/emit-all';
import type { Scope } from '../../kit/scope/scope';
import { slugOf } from '../../kit/text/slug';
import { Credential } from './account/credential.entity';
import { Passwords } from '../../kit/identity/passwords';
import { contactFacts } from './profile/profile.events';
import { User } from './profile/user.entity';
import { adminRole, instructorRole, studentRole } from './role/built-in-roles';
import { RoleAssignment } from './role/role-assignment.entity';

const peopleShape = z.object({
  instructors: z.array(
    z.object({
      username: z.string(),
      displayName: z.string(),
      headline: z.string(),
      bio: z.string(),
      locale: z.string(),
      timeZone: z.string(),
      links: z.array(z.object({ label: z.string(), url: z.url() })),
    }),
  ),
  givenNames: z.array(z.string()),
  familyNames: z.array(z.string()),
  headlines: z.array(z.string()),
  timeZones: z.array(z.string()),
  locales: z.array(z.string()),
});

type People = z.infer<typeof peopleShape>;
type Profile = Pick<User, 'username' | 'displayName' | 'headline' | 'bio' | 'links' | 'locale' | 'timeZone'>;

/** A person of the demo: id, profile, the address they log in with, and their role. */
interface DemoPerson extends Profile {
  readonly id: string;
  readonly email: string;
  readonly roleId: string;
}

const chunk = 100;

/** The people of the demo: instructors, as many learners as the settings say, and an administrator, who all have the same password. */
export async function seed(scope: Scope): Promise<void> {
  if (await scope.db.existsBy(User, { id: demoId('User', 'admin') })) return;
  const written = peopleShape.parse(parse(readFileSync(join(__dirname, 'seed', 'people.yaml'), 'utf8')));
  const people = demoPeople(written, scope.config.DEMO_LEARNERS);
  const passwordHash = await scope.shared(Passwords).hash(demoPassword);
  await scope.transaction(async (tx) => {
    for (let from = 0; from < people.length; from += chunk)
      await insert(tx, people.slice(from, from + chunk), passwordHash);
    await emitAll(
      tx,
      'user.changed',
      people.map((person) => contactFacts(tx, { ...person, version: 1 })),
    );
    const registered = people.map(({ id }) => ({ userId: id, registeredAt: joinedAt(id).toISOString() }));
    await emitAll(tx, 'user.registered', registered);
  });
}

export function demoPeople(people: People, count: number): DemoPerson[] {
  const instructors = people.instructors.map((profile) => ({
    id: demoId('User', profile.username),
    email: `${profile.username.split('-')[0]}@lyceum.test`,
    roleId: instructorRole.id,
    ...profile,
  }));
  const learners = Array.from({ length: count }, (_, index) => learner(people, index));
  return [...instructors, ...learners, administrator];
}

const administrator: DemoPerson = {
  id: demoId('User', 'admin'),
  email: 'admin@lyceum.test',
  roleId: adminRole.id,
  username: 'admin',
  displayName: 'Lyceum Administration',
  headline: 'Keeps the lights on.',
  bio: null,
  links: [],
  locale: 'en',
  timeZone: 'UTC',
};

function learner(people: People, index: number): DemoPerson {
  const random = demoRandom(`learner ${index}`);
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';
  const displayName = `${pick(people.givenNames)} ${pick(people.familyNames)}`;
  const username = index === 0 ? 'learner' : `${slugOf(displayName, 'learner').slice(0, 24)}-${index}`;
  const headline = index === 0 || random() < 0.7 ? pick(people.headlines) : null;
  return {
    id: demoId('User', learnerName(index)),
    email: `${username}@lyceum.test`,
    roleId: studentRole.id,
    username,
    displayName,
    headline,
    bio: null,
    links: [],
    locale: pick(people.locales),
    timeZone: pick(people.timeZones),
  };
}

const joinedAt = (id: string): Date => new Date(demoEpoch.getTime() - Number.parseInt(id.slice(-6), 16) * 1_000);

async function insert(tx: Scope, people: readonly DemoPerson[], passwordHash: string): Promise<void> {
  const rows = people.map(({ roleId: _role, ...person }) => {
    const createdAt = joinedAt(person.id);
    return { ...person, emailVerifiedAt: createdAt, erasedAt: null, version: 1, createdAt, updatedAt: createdAt };
  });
  await tx.db.insert(User, rows);
  await tx.db.insert(
    Credential,
    people.map(({ id }) => ({ userId: id, passwordHash, changedAt: joinedAt(id) })),
  );
  await tx.db.insert(
    RoleAssignment,
    people.map(({ id, roleId }) => ({
      id: demoId('RoleAssignment', id),
      userId: id,
      roleId,
      organisationId: null,
      resource: null,
      grantedBy: null,
      createdAt: joinedAt(id),
    })),
  );
}
