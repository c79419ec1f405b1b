import type { Context } from 'hono';
import { problemCodes, type ProblemCode } from '../../schema/wire/problem.ts';
import type { Bindings } from '../env.ts';
import type { ProblemError } from '../problem.ts';
import { Layout } from './layout.tsx';
import { Strands } from './strands.tsx';
import { send } from './send.ts';
import { findHome, linkTo } from './site.ts';

const titles: Partial<Record<ProblemCode, 'notFound' | 'previewOver'>> = {
  not_found: 'notFound',
  invalid_request: 'previewOver',
};

/** A kind page where a browser asked for one that is not there; null where the address begins with no published locale. */
export async function sendProblemPage(c: Context<Bindings>, { code }: ProblemError): Promise<Response | null> {
  const title = titles[code];
  if (title === undefined || !c.req.header('Accept')?.includes('text/html')) return null;
  const site = await findHome(c, c.req.path.split('/')[1]!);
  if (site === null) return null;
  const { words } = site;
  const ways = [
    ['/faq', words.questions],
    ['/news', words.news],
    ['/join', words.join],
  ] as const;
  return send(
    c,
    site,
    <Layout site={site} title={words[title]} description={site.chapter.description} isListed={false}>
      <section class="hero wide">
        <div>
          <h1>{words[title]}</h1>
          <p class="ways">
            <a class="button" href={linkTo(site, '/')}>
              {words.home}
            </a>
            {ways.map(([path, name]) => (
              <a href={linkTo(site, path)}>{name}</a>
            ))}
          </p>
        </div>
        <Strands kind="apart" />
      </section>
    </Layout>,
    { status: problemCodes[code].status },
  );
}
