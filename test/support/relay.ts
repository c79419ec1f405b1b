import { createServer, request } from 'node:http';
import { findFreePort } from '../../worker/cli/child.ts';

type Mood = 'open' | 'gone' | 'silent' | 'wedged';

/**
 * A way to a libSQL server that can be closed while others go on using the server: nobody listens (`gone`), nobody
 * answers (`silent`), or every request gets what sqld says once too many writers have held it (`wedged`).
 */
export async function startRelay(
  target: string,
): Promise<{ url: string; turn: (mood: Mood) => Promise<void>; asked: () => number }> {
  const { origin, search } = new URL(target);
  const port = await findFreePort();
  let now: Mood = 'gone';
  let asked = 0;
  const server = createServer((incoming, outgoing) => {
    asked += 1;
    if (now === 'silent') return;
    if (now === 'wedged') {
      outgoing.writeHead(429).end('Timed out while opening database connection');
      return;
    }
    const onward = request(origin + incoming.url, { method: incoming.method!, headers: incoming.headers }, (answer) => {
      outgoing.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(outgoing);
    });
    onward.once('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  const turn = async (mood: Mood) => {
    now = mood;
    if (mood === 'gone') {
      server.close();
      server.closeAllConnections();
    } else if (!server.listening) {
      await new Promise<void>((resolve) => {
        server.listen(port, '127.0.0.1', resolve);
      });
    }
  };
  return { url: `http://127.0.0.1:${port}${search}`, turn, asked: () => asked };
}
