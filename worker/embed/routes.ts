import { Hono } from 'hono';
import type { Bindings } from '../env.ts';
import { publicCache, sendScript } from '../http.ts';

const immutable = 'public, max-age=31536000, immutable';

/** The widgets' files: `{widget}.js` moves with each version, `{widget}.{hash}.js` never changes. */
export const embed = new Hono<Bindings>().get('/embed/v1/:file{[a-z-]+(?:\\.[0-9a-f]{12})?\\.js}', (c) => {
  const file = c.req.param('file');
  return sendScript(c, `/embed/v1/${file}`, {
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Cache-Control': file.split('.').length === 3 ? immutable : publicCache(300, 86_400),
  });
});
