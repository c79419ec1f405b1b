/** The least that could answer a sign-up: it reads the body, and keeps nothing. */
export default {
  async fetch(request: Request): Promise<Response> {
    if (request.method !== 'POST') return new Response('ok');
    const { givenName } = await request.json<{ givenName: string }>();
    return Response.json({ data: { id: givenName, receivedAt: new Date().toISOString() } }, { status: 201 });
  },
};
