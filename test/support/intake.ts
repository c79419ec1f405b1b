import { createClient, type Row } from '@libsql/client/http';

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
