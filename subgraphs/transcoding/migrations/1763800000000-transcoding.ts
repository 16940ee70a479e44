import { migration } from '../../../kit/database/migration';

export const transcoding = migration(
  'Transcoding1763800000000',
  `
  CREATE TABLE transcode_job (
    id uuid PRIMARY KEY,
    asset_id uuid NOT NULL,
    version_id uuid NOT NULL,
    owner_id uuid NOT NULL,
    organisation_id uuid,
    -- Whose turn it counts as.
    party uuid NOT NULL GENERATED ALWAYS AS (coalesce(organisation_id, owner_id)) STORED,
    kind text NOT NULL CONSTRAINT transcode_job_kind CHECK (kind IN ('VIDEO', 'AUDIO')),
    object_key text NOT NULL,
    source_bytes bigint NOT NULL,
    content_type text NOT NULL,
    protection text NOT NULL CONSTRAINT transcode_job_protection CHECK (protection IN ('CLEAR', 'AES_128', 'CBCS')),
    state text NOT NULL CONSTRAINT transcode_job_state CHECK (state IN ('QUEUED', 'PROBING', 'ENCODING', 'PACKAGING', 'DONE', 'FAILED', 'CANCELLED')),
    priority text NOT NULL CONSTRAINT transcode_job_priority CHECK (priority IN ('HIGH', 'NORMAL', 'LOW')),
    attempt integer NOT NULL,
    leases integer NOT NULL,
    percent double precision NOT NULL CONSTRAINT transcode_job_percent CHECK (percent BETWEEN 0 AND 100),
    queued_at timestamptz NOT NULL,
    encoding_at timestamptz,
    next_try_at timestamptz,
    ended_at timestamptz,
    reason text,
    plan jsonb,
    result jsonb,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT transcode_job_ended CHECK ((ended_at IS NOT NULL) = (state IN ('DONE', 'FAILED', 'CANCELLED'))),
    CONSTRAINT transcode_job_result CHECK ((result IS NOT NULL) = (state = 'DONE'))
  );
  CREATE UNIQUE INDEX transcode_job_of_version ON transcode_job (version_id);
  CREATE INDEX transcode_job_of_asset ON transcode_job (asset_id, created_at);
  CREATE INDEX transcode_job_of_owner ON transcode_job (owner_id, created_at, id);
  CREATE INDEX transcode_job_of_organisation ON transcode_job (organisation_id, created_at, id) WHERE organisation_id IS NOT NULL;
  CREATE INDEX transcode_job_in_order ON transcode_job (created_at, id);
  CREATE INDEX transcode_job_active ON transcode_job (party) WHERE ended_at IS NULL;

  CREATE TABLE transcode_task (
    id uuid PRIMARY KEY,
    job_id uuid NOT NULL REFERENCES transcode_job (id) ON DELETE CASCADE,
    kind text NOT NULL CONSTRAINT transcode_task_kind CHECK (kind IN ('PROBE', 'ENCODE', 'PACKAGE')),
    part integer NOT NULL,
    parts integer NOT NULL,
    spec jsonb,
    status text NOT NULL CONSTRAINT transcode_task_status CHECK (status IN ('WAITING', 'LEASED', 'DONE')),
    failures integer NOT NULL,
    run_at timestamptz NOT NULL,
    worker_id uuid,
    lease integer,
    lease_expires_at timestamptz,
    done double precision NOT NULL,
    total double precision NOT NULL,
    output text,
    CONSTRAINT transcode_task_leased CHECK (status <> 'LEASED' OR (worker_id IS NOT NULL AND lease IS NOT NULL AND lease_expires_at IS NOT NULL)),
    CONSTRAINT transcode_task_once UNIQUE (job_id, kind, part)
  );
  CREATE INDEX transcode_task_waiting ON transcode_task (run_at) WHERE status = 'WAITING';
  CREATE INDEX transcode_task_leased_until ON transcode_task (lease_expires_at) WHERE status = 'LEASED';
  CREATE INDEX transcode_task_of_worker ON transcode_task (worker_id) WHERE status = 'LEASED';

  CREATE TABLE transcode_worker (
    id uuid PRIMARY KEY,
    host text NOT NULL,
    pid integer NOT NULL,
    slots integer NOT NULL,
    started_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL
  );
  CREATE TABLE transcode_party (
    party uuid PRIMARY KEY,
    served bigint NOT NULL
  );
  CREATE TABLE transcode_output (
    prefix text PRIMARY KEY,
    job_id uuid NOT NULL,
    state text NOT NULL CONSTRAINT transcode_output_state CHECK (state IN ('WRITING', 'KEPT', 'ORPHANED', 'SWEPT')),
    orphaned_at timestamptz
  );
  CREATE INDEX transcode_output_of_job ON transcode_output (job_id);
  CREATE INDEX transcode_output_to_sweep ON transcode_output (orphaned_at) WHERE orphaned_at IS NOT NULL;
  CREATE TABLE removed_asset (
    asset_id uuid PRIMARY KEY,
    removed_at timestamptz NOT NULL
  );
  `,
);
