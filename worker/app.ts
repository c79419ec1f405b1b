import { OpenAPIHono } from '@hono/zod-openapi';
import { cors } from 'hono/cors';
import { TrieRouter } from 'hono/router/trie-router';
import { secureHeaders } from 'hono/secure-headers';
import { registerChanges } from './delivery/changes.ts';
import { registerChapters } from './delivery/chapters.ts';
import { registerContent } from './delivery/content.ts';
import { registerHealth } from './delivery/health.ts';
import { registerImages } from './delivery/images.ts';
import { isProvisional } from './delivery/live.ts';
import { remembering, type Handler } from './delivery/memo.ts';
import { registerSearch } from './delivery/search.ts';
import { desk } from './desk/operations.ts';
import { deskShell } from './desk/shell.tsx';
import { docs } from './docs.ts';
import { embed } from './embed/routes.tsx';
import type { Bindings, Env } from './env.ts';
import { pathOf } from './hosts.ts';
import { publicCache, sendText } from './http.ts';
import { takeForm } from './intake/form.ts';
import { journalOf } from './intake/keep.ts';
import { rights } from './intake/rights.ts';
import { intake, takeDirectly } from './intake/routes.ts';
import { openapiInfo } from './openapi.ts';
import { createJoinPages } from './pages/join-routes.tsx';
import { rightsPages } from './pages/rights.tsx';
import { sendProblemPage } from './pages/problem-page.tsx';
import { pages } from './pages/routes.tsx';
import { createTestimonialPages } from './pages/testimonial.tsx';
import { invalidRequestHook, onError, ProblemError } from './problem.ts';
import { givenWords } from './publishing/given.ts';
import { publishing } from './publishing/routes.ts';
import { armSchedule } from './publishing/schedule-arm.ts';

const exposed = ['ETag', 'Link', 'Content-Language', 'Retry-After', 'UWH-Release'];
const strictTransport = 'max-age=31536000';
const openToAll = cors({
  origin: '*',
  allowMethods: ['GET', 'HEAD', 'POST'],
  allowHeaders: ['Content-Type', 'Idempotency-Key', 'If-None-Match', 'UWH-Proof'],
  exposeHeaders: exposed,
  maxAge: 86_400,
});

// What says something of JSON to today's browsers. Pages and scripts add what concerns them.
const safeHeaders = {
  crossOriginResourcePolicy: false,
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  referrerPolicy: false,
  strictTransportSecurity: strictTransport,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xFrameOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
} as const;

/** What the middleware adds to an answer of `/v1`, for what is answered beside it. */
const headersOfAll = Object.entries({
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': exposed.join(','),
  'Strict-Transport-Security': strictTransport,
  'X-Content-Type-Options': 'nosniff',
});

async function withHeadersOfAll(answering: Promise<Response>): Promise<Response> {
  const response = await answering;
  for (const [name, value] of headersOfAll) response.headers.set(name, value);
  return response;
}

/** The whole API: middleware in order, what each capability mounts, the OpenAPI document, and how errors are answered. */
export function createApp(): { fetch: Handler } {
  const app = new OpenAPIHono<Bindings>({
    defaultHook: invalidRequestHook,
    getPath: (request, options) => pathOf(request, options!.env as Env),
  });
  // Browsers get a page where a person might have wanted one.
  app.onError(async (error, c) => {
    return (error instanceof ProblemError ? await sendProblemPage(c, error) : null) ?? onError(error, c);
  });
  app.use(secureHeaders(safeHeaders));
  app.use(async (c, next) => {
    await next();
    // What stands in while the database is away is soon replaced: no cache may give it for minutes.
    const isReused = c.res.headers.get('Cache-Control')?.includes('stale-while-revalidate') === true;
    if (isReused && isProvisional()) c.header('Cache-Control', publicCache(2, 0));
  });
  app.use('/v1/*', (c, next) => (c.req.path.startsWith('/v1/manage/') ? next() : openToAll(c, next)));
  app.use('/openapi.json', openToAll);
  app.use('/v1/manage/*', async (c, next) => {
    await next();
    if (c.req.method !== 'GET' && c.res.ok) await armSchedule(c.env);
  });

  registerContent(app);
  registerChapters(app);
  registerChanges(app);
  registerSearch(app);
  registerImages(app);
  registerHealth(app, (env) => journalOf(env).status());
  app.route('/', intake);
  app.route('/', publishing);
  app.route('/', embed);
  app.route('/', desk);
  app.route('/', deskShell);
  app.route('/', docs);
  app.route('/', rightsPages(rights));
  app.route('/', createTestimonialPages(givenWords));
  app.route('/', createJoinPages(takeForm));
  app.route('/', pages);

  app.openAPIRegistry.registerComponent('securitySchemes', 'manageToken', {
    type: 'http',
    scheme: 'bearer',
    description: 'A token that an administrator made, or the campaign’s own (`MANAGE_TOKEN`).',
  });
  let openapi: string | undefined;
  app.get('/openapi.json', (c) => {
    openapi ??= JSON.stringify(app.getOpenAPI31Document(openapiInfo));
    return sendText(c, openapi, { type: 'application/json; charset=utf-8', cacheControl: publicCache(60, 600) });
  });

  let methodsAt: ((path: string) => string[]) | undefined;
  app.notFound((c) => {
    methodsAt ??= methodFinder(app.routes);
    const allowed = methodsAt(c.req.path);
    if (allowed.length > 0 && !allowed.includes(c.req.method)) {
      throw new ProblemError('method_not_allowed', { headers: { Allow: allowed.join(', ') } });
    }
    throw new ProblemError('not_found');
  });
  const fetch = remembering((request, env, context) => app.fetch(request, env, context));
  return {
    fetch: (request, env, context) => {
      const taking = takeDirectly(request, env, context);
      return taking === null ? fetch(request, env, context) : withHeadersOfAll(taking);
    },
  };
}

function methodFinder(routes: OpenAPIHono['routes']): (path: string) => string[] {
  const router = new TrieRouter<true>();
  const methods = new Set<string>();
  for (const { method, path } of routes) {
    if (method === 'ALL') continue;
    methods.add(method);
    router.add(method, path, true);
  }
  return (path) => {
    const found = [...methods].filter((method) => router.match(method, path)[0].length > 0);
    return found.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  };
}
