import { expect, inject, it } from 'vitest';

it('the embedded server lets nobody in without its token', async () => {
  const { origin, searchParams } = new URL(inject('libsqlUrl'));
  const body = JSON.stringify({ requests: [{ type: 'execute', stmt: { sql: 'select count(*) from submissions' } }] });
  // As a page of another origin would ask: without a preflight.
  const ask = (headers: Record<string, string>) =>
    fetch(`${origin}/v2/pipeline`, { method: 'POST', headers: { 'Content-Type': 'text/plain', ...headers }, body });
  expect((await ask({})).status).toBe(401);
  expect((await ask({ Authorization: 'Bearer x' })).status).toBe(401);
  expect((await ask({ Authorization: `Bearer ${searchParams.get('authToken')}` })).status).toBe(200);
});
