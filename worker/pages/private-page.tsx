import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import type { Bindings } from '../env.ts';
import { Layout } from './layout.tsx';
import { Part } from './parts.tsx';
import { send } from './send.ts';
import type { Site } from './site.ts';

/** Sends a page that is for one person alone, and for no search engine. */
export function sendPrivate(
  c: Context<Bindings>,
  site: Site,
  title: string,
  status: 200 | 404 | 422,
  children: Child,
): Promise<Response> {
  c.header('X-Robots-Tag', 'noindex');
  const page = (
    <Layout site={site} title={title} description={site.chapter.description} isListed={false}>
      <Part heading={title} level="h1">
        {children}
      </Part>
    </Layout>
  );
  return send(c, site, page, { status, isPrivate: true });
}

/** The fields of a form that was sent: empty where there is none of that name. */
export async function readForm(c: Context<Bindings>): Promise<(name: string) => string> {
  const form = new URLSearchParams(await c.req.text());
  return (name) => form.get(name) ?? '';
}
