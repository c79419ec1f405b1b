// The bare runtime: what no API can be faster than.
const body = 'x'.repeat(Number(BODY_BYTES));
const headers = { 'Content-Type': 'application/json; charset=utf-8' };

declare const BODY_BYTES: string;

export default { fetch: () => new Response(body, { headers }) };
