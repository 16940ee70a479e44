import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { parse } from 'yaml';
import { z } from 'zod';
import { readConfig } from '../kit/config/config';

const top = join(__dirname, '..');
const read = (...path: string[]): string => readFileSync(join(top, ...path), 'utf8');

const service = z.object({
  image: z.string(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.coerce.string()).default({}),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
});
const composeFile: unknown = parse(read('docker-compose.yml'), { merge: true });
const { services, volumes } = z
  .object({ services: z.record(z.string(), service), volumes: z.record(z.string(), z.null()) })
  .parse(composeFile);
const { subgraphs } = z
  .object({ subgraphs: z.record(z.string(), z.object({ routing_url: z.url() })) })
  .parse(parse(read('supergraph.yaml')));

const names = Object.keys(services);
const subgraphNames = Object.keys(subgraphs);
const product = ['gateway', ...subgraphNames];
const settings = names.flatMap((name) =>
  Object.entries(services[name]?.environment ?? {}).map(([key, value]) => ({ name, key, value })),
);

describe('docker-compose.yml', () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  const validate = ajv.compile(JSON.parse(read('deploy', 'schema', 'compose-spec.json')) as object);

  it('fits the Compose specification', () => {
    validate(composeFile);
    expect(validate.errors).toBeNull();
  });

  it('would not, were a key misspelt', () => {
    expect(validate({ services: { users: { image: 'lyceum', health_check: {} } } })).toBe(false);
  });

  it.each(names)('gives %s a health check', (name) => {
    expect(services[name]?.healthcheck?.test[0]).toMatch(/^CMD(-SHELL)?$/);
  });

  it('waits for what a service needs until it is healthy', () => {
    const waits = Object.values(services).flatMap(({ depends_on: needs }) => Object.entries(needs));
    expect(waits.length).toBeGreaterThan(0);
    for (const [needed, { condition }] of waits) {
      expect(condition).toBe('service_healthy');
      expect(names).toContain(needed);
    }
  });

  it('declares the volumes it mounts, and the folders it mounts exist', () => {
    // What is mounted from nowhere is the container's own.
    const mounts = Object.values(services).flatMap((each) => each.volumes.filter((mount) => mount.includes(':')));
    const sources = mounts.map((mount) => mount.split(':')[0] ?? '');
    const folders = sources.filter((source) => source.startsWith('.'));
    expect(folders.filter((folder) => !existsSync(join(top, folder)))).toEqual([]);
    expect(sources.filter((source) => !source.startsWith('.')).toSorted()).toEqual(Object.keys(volumes).toSorted());
  });

  it('holds no secret: each is asked for, and named in the example', () => {
    const secrets = settings.filter(({ key, value }) => /SECRET|PASS/.test(key) || /:\/\/[^/@]*:[^/@]*@/.test(value));
    expect(secrets.length).toBeGreaterThan(names.length / 2);
    for (const { name, key, value } of secrets) {
      const asked = /\$\{(\w+):\?[^}]+\}/.exec(value)?.[1];
      expect({ name, key, asked }).toMatchObject({ asked: expect.stringMatching(/SECRET|PASSWORD/) as string });
      expect(read('deploy', 'env.example')).toMatch(new RegExp(`^${asked}=$`, 'm'));
    }
  });

  it('publishes the gateway, and consoles on this machine only', () => {
    const open = names.filter((name) => services[name]?.ports.some((port) => !port.startsWith('127.0.0.1:')));
    expect(open).toEqual(['gateway']);
  });
});

describe('the product in docker-compose.yml', () => {
  it.each(product)('serves %s in a process of its own, checked at its port', (name) => {
    const port = name === 'gateway' ? '4000' : new URL(subgraphs[name]?.routing_url ?? '').port;
    expect(services[name]).toMatchObject({
      command: ['serve', name],
      healthcheck: { test: ['CMD', 'node', 'deploy/healthcheck.mjs', port] },
    });
  });

  it('is reached by the gateway under the names of supergraph.yaml', () => {
    const hosts = subgraphNames.map((name) => new URL(subgraphs[name]?.routing_url ?? '').hostname);
    expect(hosts).toEqual(subgraphNames);
  });

  it.each(product)('starts %s with settings that the product accepts in production', (name) => {
    const environment = Object.entries(services[name]?.environment ?? {}).map(([key, value]) => [key, filled(value)]);
    const config = readConfig(Object.fromEntries(environment) as Record<string, string>);
    expect(config).toMatchObject({ NODE_ENV: 'production', HOST: '0.0.0.0', SMTP_URL: 'smtp://mailpit:1025' });
    expect(new URL(config.DATABASE_URL ?? '')).toMatchObject({ hostname: 'postgres', pathname: '' });
  });

  it('has a database for each subgraph', () => {
    const made = [
      ...read('deploy', 'postgres', 'create-databases.sh').matchAll(/^CREATE DATABASE (\w+) OWNER lyceum;$/gm),
    ];
    expect(made.map(([, database]) => database)).toEqual(product.map((name) => `lyceum_${name}`));
  });
});

describe('the image', () => {
  const dockerfile = read('deploy', 'Dockerfile');
  const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));

  it('runs as nobody special', () => {
    expect(last).toMatch(/^USER node$/m);
    expect(last.indexOf('USER node')).toBeLessThan(last.indexOf('ENTRYPOINT'));
  });

  it('copies files that exist and are not ignored', () => {
    const ignored = read('.dockerignore').split('\n').filter(Boolean);
    const copied = [...last.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(
      ([, sources]) => sources?.split(' ') ?? [],
    );
    expect(copied).toEqual(expect.arrayContaining(['supergraph.yaml', 'schema', 'deploy/healthcheck.mjs']));
    expect(copied.filter((path) => !existsSync(join(top, path)) || ignored.includes(path))).toEqual([]);
  });
});

/** How the provider's secrets begin. */
const prefixes: Readonly<Record<string, string>> = {
  STRIPE_SECRET_KEY: 'sk_live_',
  STRIPE_WEBHOOK_SECRET: 'whsec_',
};

/** A value as Compose would fill it in, with a made-up secret. */
function filled(value: string): string {
  return value.replace(/\$\{(\w+):([?-])([^}]*)\}/g, (_all, name: string, kind: string, rest: string) =>
    kind === '-' ? rest : `${prefixes[name] ?? ''}${'5e'.repeat(32)}`,
  );
}
