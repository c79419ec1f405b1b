import { randomUUID } from 'node:crypto';
import { createClient, type Row } from '@libsql/client/http';
import { proveEasily } from './proof.ts';

/** Asks the database itself. */
export async function query(libsqlUrl: string, sql: string, ...args: string[]): Promise<Row[]> {
  const client = createClient({ url: libsqlUrl });
  try {
    return (await client.execute({ sql, args })).rows;
  } finally {
    client.close();
  }
}

/** The row of a submission, once the journal has brought it to the database. */
export async function drainedRow(libsqlUrl: string, id: string): Promise<Row> {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline;) {
    const [row] = await query(libsqlUrl, 'select * from submissions where id = ?', id);
    if (row !== undefined) return row;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Submission ${id} did not come to the database within 20 s`);
}

/** Sends with the proof that is easy for who has the secret. */
export async function sendEasily(
  { origin, intakeSecret }: { origin: string; intakeSecret: string },
  path: `/v1/${'signups' | 'pledges'}`,
  body: object,
  key: string = randomUUID(),
): Promise<Response> {
  return fetch(origin + path, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'Idempotency-Key': key,
      'UWH-Proof': await proveEasily(intakeSecret, key),
    },
    body: JSON.stringify(body),
  });
}

/** A sign-up of an invented person. */
export function signUp(stack: { origin: string; intakeSecret: string }, key: string = randomUUID()): Promise<Response> {
  return sendEasily(stack, '/v1/signups', { givenName: 'Sam', email: `${key}@example.org`, locale: 'en' }, key);
}
