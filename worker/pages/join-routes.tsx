import { Hono, type Context } from 'hono';
import type { FormStep } from '../../schema/wire/join-form.ts';
import type { Bindings } from '../env.ts';
import { limitBody } from '../http.ts';
import { Confirmation, JoinFields, textDisclosure } from './join-form.tsx';
import { Layout } from './layout.tsx';
import { JoinBand, Part } from './parts.tsx';
import { Strands } from './strands.tsx';
import { send } from './send.ts';
import { addressOf, bases, findSite, itemsOf, type Site } from './site.ts';

/** Takes what a form sent one step further: what intake does, handed in by the app. */
type TakeForm = (c: Context<Bindings>, place: { chapter: string; locale: string }) => Promise<FormStep>;

async function JoinPage({ site }: { site: Site }) {
  const section = (await itemsOf(site, 'section')).find(({ page }) => page === 'join');
  const [pledge] = await itemsOf(site, 'pledge');
  return (
    <Layout site={site} title={section?.heading ?? site.words.join} description={site.chapter.description}>
      <JoinBand site={site} level="h1" section={section} pledge={pledge} />
    </Layout>
  );
}

async function StepPage({ site, step }: { site: Site; step: Exclude<FormStep, { step: 'kept' }> }) {
  const { words } = site;
  const disclosure = await textDisclosure(site);
  const heading = step.step === 'confirm' ? words.confirm : words.join;
  return (
    <Layout site={site} title={heading} description={site.chapter.description} isListed={false}>
      <Part heading={heading} level="h1">
        {step.step === 'confirm' ? (
          <Confirmation site={site} disclosure={disclosure} step={step} />
        ) : (
          <JoinFields site={site} disclosure={disclosure} {...step} />
        )}
      </Part>
    </Layout>
  );
}

function ThanksPage({ site, code }: { site: Site; code: string }) {
  const { thanks, next, code: codeNote } = site.words.form;
  // In full: people write it down beside the code.
  const page = addressOf(site, '/my', { chapter: 'national' });
  return (
    <Layout site={site} title={thanks} description={site.chapter.description} isListed={false}>
      <section class="hero wide">
        <div>
          <h1>{thanks}</h1>
          <p class="lead">{next}</p>
          <p>
            {codeNote} <a href={page}>{page}</a>
          </p>
          <p class="code">
            <strong dir="ltr">{code}</strong>
          </p>
        </div>
        <Strands kind="joined" />
      </section>
    </Layout>
  );
}

/** The page to join from, and the form in it that works without JavaScript. */
export function createJoinPages(takeForm: TakeForm): Hono<Bindings> {
  const pages = new Hono<Bindings>();
  for (const base of bases) {
    pages.get(`${base}/join`, async (c) => {
      const site = await findSite(c);
      return send(c, site, <JoinPage site={site} />);
    });
    pages.post(`${base}/join`, limitBody(16 * 1024), async (c) => {
      const site = await findSite(c);
      const step = await takeForm(c, { chapter: site.chapter.slug, locale: site.locale.tag });
      // Not another address: the code must stand in none, and sending this again is kept once.
      if (step.step === 'kept') return send(c, site, <ThanksPage site={site} code={step.code} />);
      return send(c, site, <StepPage site={site} step={step} />, { status: statusOf(step) });
    });
  }
  return pages;
}

function statusOf(step: Exclude<FormStep, { step: 'kept' }>): 200 | 422 | 503 {
  if (step.step === 'confirm') return step.trouble === 'away' ? 503 : 200;
  return step.problems.length > 0 ? 422 : 200;
}
