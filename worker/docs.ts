import { Hono } from 'hono';
import type { Bindings } from './env.ts';
import { publicCache, sendFile, sendText } from './http.ts';

// Scalar styles itself with inline styles; scripts come from this origin alone, and nothing else is reached.
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; font-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>United We Heal API</title>
</head>
<body>
<div id="reference"></div>
<noscript>The API is described in <a href="/openapi.json">openapi.json</a>.</noscript>
<script src="/docs/scalar.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

const start = `Scalar.createApiReference('#reference', {
  url: '/openapi.json',
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
  agent: { disabled: true },
  mcp: { disabled: true },
});
`;

const cacheControl = publicCache(300, 3600);

/** The API's reference for people, drawn from `/openapi.json` by a self-hosted Scalar. */
export const docs = new Hono<Bindings>()
  .get('/docs', (c) => {
    c.header('Content-Security-Policy', policy);
    c.header('Referrer-Policy', 'no-referrer');
    return sendText(c, page, { type: 'text/html; charset=utf-8', cacheControl });
  })
  .get('/docs/start.js', (c) => sendText(c, start, { type: 'text/javascript; charset=utf-8', cacheControl }))
  .get('/docs/scalar.js', (c) => sendFile(c, '/docs/scalar.js', { 'Cache-Control': cacheControl }));
