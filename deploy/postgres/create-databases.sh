#!/bin/bash
# Runs once, when the server's data folder is new: the product's role, and a database of its own for each subgraph and for the gateway.
# The role owns its databases and is no superuser: row-level security, the second wall between tenants, binds no superuser.
set -euo pipefail

psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres --set password="$LYCEUM_DB_PASSWORD" <<'SQL'
CREATE ROLE lyceum LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'password';
CREATE DATABASE lyceum_gateway OWNER lyceum;
CREATE DATABASE lyceum_users OWNER lyceum;
CREATE DATABASE lyceum_courses OWNER lyceum;
CREATE DATABASE lyceum_lessons OWNER lyceum;
CREATE DATABASE lyceum_enrollment OWNER lyceum;
CREATE DATABASE lyceum_media OWNER lyceum;
CREATE DATABASE lyceum_transcoding OWNER lyceum;
CREATE DATABASE lyceum_payments OWNER lyceum;
CREATE DATABASE lyceum_discussions OWNER lyceum;
CREATE DATABASE lyceum_notifications OWNER lyceum;
REVOKE CONNECT ON DATABASE lyceum_gateway, lyceum_users, lyceum_courses, lyceum_lessons, lyceum_enrollment, lyceum_media, lyceum_transcoding, lyceum_payments, lyceum_discussions, lyceum_notifications FROM PUBLIC;
SQL
