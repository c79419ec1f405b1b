import { Hono } from 'hono';
import { html } from 'hono/html';
import type { Bindings } from '../env.ts';
import { sendFile, sendText } from '../http.ts';

// Frames: previews of pages, from this origin alone. Pictures: as they are before they are sent.
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' blob:; font-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types uwh";

const shell = (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>Desk · United We Heal</title>
      <meta name="color-scheme" content="light dark" />
      <meta name="robots" content="noindex" />
      <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      <link rel="stylesheet" href="/style.css" />
      <link rel="stylesheet" href="/desk/assets/desk.css" />
      <script type="module" src="/desk/assets/desk.js" />
    </head>
    <body>
      <uwh-desk />
      <noscript>
        <p class="wide">The desk needs JavaScript. La mesa necesita JavaScript.</p>
      </noscript>
    </body>
  </html>
);

/** The page in which the desk runs, whatever its address, and the desk's files. */
export const deskShell = new Hono<Bindings>()
  .get('/desk/assets/:file{[A-Za-z0-9._-]+\\.(?:js|css)}', (c) => {
    const file = c.req.param('file');
    const isNamedByDigest = /-[A-Z0-9]{8}\.js$/.test(file);
    return sendFile(c, `/desk/${file}`, {
      'Cache-Control': isNamedByDigest ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
  })
  // To be kept, and opened from the disk: under this origin it would have a network.
  .get('/desk/export.html', (c) =>
    sendFile(c, '/desk/export.html', {
      'Cache-Control': 'no-cache',
      'Content-Disposition': 'attachment; filename="open-sealed-sign-ups.html"',
      'Content-Security-Policy': "sandbox; default-src 'none'",
    }),
  )
  .get('/desk/*', async (c) => {
    c.header('Content-Security-Policy', policy);
    c.header('Referrer-Policy', 'no-referrer');
    c.header('Cross-Origin-Opener-Policy', 'same-origin');
    const body = String(await html`<!doctype html>${shell}`);
    return sendText(c, body, { type: 'text/html; charset=utf-8', cacheControl: 'no-store' });
  });
