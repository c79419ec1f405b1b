import { createClient } from '@libsql/client/http';

/** What is written first: each request its own transaction, asked again while the database is busy. */
export default {
  async fetch(request: Request, env: { LIBSQL_URL: string }): Promise<Response> {
    if (request.method !== 'POST') return new Response('ok');
    const body = await request.text();
    const { givenName } = JSON.parse(body) as { givenName: string };
    const client = createClient({ url: env.LIBSQL_URL });
    const id = request.headers.get('Idempotency-Key') ?? givenName;
    for (let attempt = 1; ; attempt++) {
      try {
        await client.batch(
          [
            { sql: 'insert into bench_signups (id, body) values (?, ?) on conflict do nothing', args: [id, body] },
            'update bench_counter set people = people + 1',
          ],
          'write',
        );
        return Response.json({ data: { id } }, { status: 201 });
      } catch (error) {
        if (attempt === 10) return new Response(String(error), { status: 503 });
        await new Promise((resolve) => setTimeout(resolve, 2 ** attempt * 10 * (0.5 + Math.random())));
      }
    }
  },
};
