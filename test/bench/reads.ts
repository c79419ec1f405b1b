import { startCampaign } from '../support/private-stack.ts';
import { compare, report, serveWorker } from './serve.ts';

/** The list of questions, warm, against the bare runtime and against reading it anew for each request. */
export async function benchReads(): Promise<void> {
  const stack = await startCampaign();
  const url = `${stack.origin}/v1/faqs?locale=en`;
  const answer = await fetch(url, { headers: { 'Accept-Encoding': 'identity' } });
  const bytes = (await answer.text()).length;
  const constant = await serveWorker('constant', { define: { BODY_BYTES: `"${bytes}"` } });
  const drizzle = await serveWorker('drizzle-list', { bindings: { LIBSQL_URL: stack.libsqlUrl } });
  try {
    const bare = { url: `${constant.origin}/` };
    const warm = await compare({ url }, bare);
    report(
      'warm list to a constant string of its size',
      warm.ratio,
      { must: 0.75, aim: 0.95 },
      `${warm.note}, ${bytes} B`,
    );
    const headers = { 'If-None-Match': answer.headers.get('ETag')! };
    const again = await compare({ url, headers }, bare);
    report('the same, 304', again.ratio, { must: 0.9, aim: 1 }, again.note);
    const anew = await compare({ url }, { url: `${drizzle.origin}/` }, 6);
    report('the same list to reading it through drizzle and sqld', anew.ratio, { must: 5, aim: 8 }, anew.note);
  } finally {
    await Promise.all([constant.stop(), drizzle.stop()]);
    await stack.stop();
  }
}
