import type { Scope } from '../../../kit/scope/scope';
import { enqueueAll } from '../../../kit/jobs/job';
import { Channel } from '../channel/channel';
import { outwardChannels, ports, type OutwardChannel } from '../channel/ports';
import { ContactLoaders } from '../contact/contact.loaders';
import { kinds } from '../kind/kinds';
import type { Occasion } from '../kind/occasion';
import type { KnownContact } from '../contact/known-contact.entity';
import { Preferences } from '../preference/preferences';
import type { NotificationSettings } from '../settings/notification-settings.entity';
import { SettingsLoaders } from '../settings/settings.loaders';
import { jobAttempts, priorities, sendDelivery } from './send-delivery.job';
import { timingOf, type Timing } from './timing';

/** By which ways one person hears of something, and when. */
export interface Plan {
  readonly userId: string;
  readonly isShown: boolean;
  readonly outward: readonly (Timing & { readonly channel: OutwardChannel })[];
}

interface Made {
  readonly id: string;
  readonly userId: string;
}

interface Planned extends Timing {
  readonly id: string;
  readonly notificationId: string;
  readonly userId: string;
  readonly channel: OutwardChannel;
}

/** Decides by which ways people are told, and sets them going. */
export class Planning {
  constructor(private readonly tx: Scope) {}

  /** A plan for everyone who is to be told anything at all: not for whoever was erased, or has muted the course. */
  async plan({ kind, courseId }: Pick<Occasion, 'kind' | 'courseId'>, userIds: readonly string[]): Promise<Plan[]> {
    const { isUrgent } = kinds[kind];
    const muted = courseId && !isUrgent ? await this.tx.get(SettingsLoaders).mutedBy(courseId, userIds) : new Set();
    const wants = await this.tx.get(Preferences).about(kind, userIds);
    const now = this.tx.clock.now();
    const planned = userIds.map(async (userId): Promise<Plan | null> => {
      const [contact, settings] = await this.known(userId);
      if (contact?.isErased || muted.has(userId)) return null;
      const isShown = wants(userId, Channel.IN_APP);
      const ways = outwardChannels.filter((channel) => wants(userId, channel));
      const reached = await Promise.all(ways.map((channel) => ports[channel].reaches(this.tx, { userId, contact })));
      const outward = ways
        .filter((_, place) => reached[place])
        .map((channel) => ({ channel, ...timingOf(now, settings, { channel, isUrgent, timeZone: zoneOf(contact) }) }));
      return isShown || outward.length > 0 ? { userId, isShown, outward } : null;
    });
    return (await Promise.all(planned)).filter((plan) => plan !== null);
  }

  /** One delivery per notification and channel, in the transaction that makes the notifications. */
  async set(made: readonly Made[], plans: readonly Plan[]): Promise<void> {
    const planOf = new Map(plans.map((plan) => [plan.userId, plan]));
    // In one order, so that two events for the same people never wait for each other's letters in a circle.
    const inOrder = made.toSorted((left, right) => (left.userId < right.userId ? -1 : 1));
    const deliveries = inOrder.flatMap(({ id: notificationId, userId }) =>
      (planOf.get(userId)?.outward ?? []).map((way) => ({ id: this.tx.ids.next(), notificationId, userId, ...way })),
    );
    await this.put(deliveries);
  }

  private async put(deliveries: readonly Planned[]): Promise<void> {
    const gathered = deliveries.filter(({ isDigest }) => isDigest);
    if (gathered.length > 0) await this.gather(gathered);
    const single = deliveries.filter(({ isDigest }) => !isDigest);
    await this.write(DELIVERIES, single, priorities.letter);
  }

  /** Puts each into its person's letter that is due then, which the first of them begins; what comes too late for it, into the next. */
  private async gather(deliveries: readonly Planned[]): Promise<void> {
    const digests = deliveries.map(({ userId, at }) => ({ id: this.tx.ids.next(), userId, at }));
    await this.write(DIGESTS, digests, priorities.digest);
    const open = await this.tx.db.query<{ id: string; userId: string }[]>(OPEN_DIGESTS, [JSON.stringify(deliveries)]);
    const digestOf = new Map(open.map(({ id, userId }) => [userId, id]));
    const inTime = deliveries.filter(({ userId }) => digestOf.has(userId));
    const rows = inTime.map((one) => ({ ...one, digestId: digestOf.get(one.userId) }));
    await this.tx.db.query(IN_DIGEST, [JSON.stringify(rows), this.tx.clock.now()]);
    const late = deliveries.filter(({ userId }) => !digestOf.has(userId));
    if (late.length > 0) await this.put(await Promise.all(late.map((one) => this.later(one))));
  }

  /** For the letter after the one that it came too late for. */
  private async later(delivery: Planned): Promise<Planned> {
    const { userId, channel, at } = delivery;
    const from = at ?? this.tx.clock.now();
    const [contact, settings] = await this.known(userId);
    return { ...delivery, ...timingOf(from, settings, { channel, isUrgent: false, timeZone: zoneOf(contact) }) };
  }

  /** How somebody is reached, and when they want to be. */
  private known(userId: string): Promise<[KnownContact | null, NotificationSettings]> {
    return Promise.all([this.tx.get(ContactLoaders).of.load(userId), this.tx.get(SettingsLoaders).of(userId)]);
  }

  /** Rows, and a job for each that is new. */
  private async write(sql: string, rows: readonly { readonly at: Date | null }[], priority: number): Promise<void> {
    if (rows.length === 0) return;
    const given = [JSON.stringify(rows), this.tx.clock.now()];
    const written = await this.tx.db.query<{ id: string; runAt: Date | null }[]>(sql, given);
    const jobs = written.map(({ id: deliveryId, runAt }) => ({ payload: { deliveryId }, runAt }));
    await enqueueAll(this.tx, sendDelivery, jobs, { maxAttempts: jobAttempts, priority });
  }
}

/** Of whoever is not known yet. */
const zoneOf = (contact: KnownContact | null): string => contact?.timeZone ?? 'UTC';

const COLUMNS =
  'id, notification_id, user_id, channel, state, attempts, repeats, due_at, version, created_at, updated_at';
const GIVEN = `json_to_recordset($1::json) AS given (id uuid, "notificationId" uuid, "userId" uuid, channel text, at timestamptz, "digestId" uuid)`;

const DELIVERIES = `
  INSERT INTO delivery (${COLUMNS})
  SELECT id, "notificationId", "userId", channel, 'PENDING', 0, 0, at, 1, $2, $2 FROM ${GIVEN}
  ON CONFLICT ON CONSTRAINT delivery_once DO NOTHING RETURNING id, due_at AS "runAt"`;

const DIGESTS = `
  INSERT INTO delivery (${COLUMNS})
  SELECT id, NULL, "userId", 'EMAIL', 'PENDING', 0, 0, at, 1, $2, $2 FROM ${GIVEN}
  ON CONFLICT (user_id, due_at) WHERE notification_id IS NULL DO NOTHING RETURNING id, due_at AS "runAt"`;

/** Locked until what joins them is written: a letter that is composed meanwhile waits for it; one that goes, or went, is not open. */
const OPEN_DIGESTS = `
  SELECT digest.id, digest.user_id AS "userId"
    FROM delivery digest JOIN ${GIVEN} ON digest.user_id = "userId" AND digest.due_at = at
   WHERE digest.notification_id IS NULL AND digest.state = 'PENDING'
   ORDER BY digest.user_id FOR NO KEY UPDATE OF digest`;

const IN_DIGEST = `
  INSERT INTO delivery (${COLUMNS}, digest_id)
  SELECT id, "notificationId", "userId", channel, 'WAITING', 0, 0, at, 1, $2, $2, "digestId" FROM ${GIVEN}
  ON CONFLICT ON CONSTRAINT delivery_once DO NOTHING`;
