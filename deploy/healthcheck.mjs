// Exits 0 when the service on the given port says it is ready: node healthcheck.mjs 4000
const port = Number(process.argv[2] ?? 4000);
const ready = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(4_000) }).then(
  (response) => response.ok,
  () => false,
);
process.exit(ready ? 0 : 1);
