import type { Item } from '../../schema/kinds/index.ts';
import { Layout } from './layout.tsx';
import {
  Actions,
  Articles,
  Figure,
  JoinBand,
  Part,
  ProvenanceOfAll,
  Questions,
  Quotes,
  Rich,
  Strands,
} from './parts.tsx';
import { itemsOf, organizationOf, type Site } from './site.ts';

/** The first page of the campaign, or of a chapter. */
export async function Home({ site }: { site: Site }) {
  const [sections, goals, benefits, statistics, testimonials, faqs, articles, pledges, actions] = await Promise.all([
    itemsOf(site, 'section'),
    itemsOf(site, 'goal'),
    itemsOf(site, 'benefit'),
    itemsOf(site, 'statistic'),
    itemsOf(site, 'testimonial'),
    itemsOf(site, 'faq'),
    itemsOf(site, 'article'),
    itemsOf(site, 'pledge'),
    itemsOf(site, 'action'),
  ]);
  const isNational = site.chapter.inherits === null;
  const find = (slug: string) => sections.find((section) => section.slug === slug);
  const onPage = sections.filter(({ page }) => page === (isNational ? 'home' : 'chapter'));
  const hero = onPage.find(({ role }) => role === 'hero');
  const matter = onPage.filter(({ role, slug }) => role !== 'hero' && !placed.has(slug));
  const drawn = statistics.filter(({ drawing }) => drawing === 'dots' || drawing === 'one_in_many');
  return (
    <Layout site={site} title={site.chapter.name} description={site.chapter.description} data={organizationOf(site)}>
      <Hero site={site} hero={hero} />
      <div class="wide">
        <ProvenanceOfAll site={site} items={[...onPage, ...goals, ...benefits, ...faqs]} />
      </div>
      {matter.map((section) => (
        <Part id={section.slug} heading={section.heading} intro={section.body} />
      ))}
      <Goals section={find('what-we-work-for')} goals={goals} />
      <Figures site={site} section={find('burnout')} items={drawn} />
      <Benefits section={find('union-difference')} benefits={benefits} />
      <JoinBand site={site} section={find('join')} pledge={pledges[0]} />
      {testimonials.length > 0 && (
        <section class="part wide">
          {find('stories') && <h2>{find('stories')!.heading}</h2>}
          {find('stories') && <Rich text={find('stories')!.body} />}
          <Quotes site={site} items={testimonials} />
        </section>
      )}
      <TakePart site={site} section={find('take-part')} actions={actions} />
      <Part heading={find('questions')?.heading ?? site.words.questions}>
        <Questions site={site} items={faqs} />
      </Part>
      <Part heading={find('news')?.heading ?? site.words.news}>
        <Articles site={site} items={articles} />
      </Part>
    </Layout>
  );
}

/** Sections that stand with the items which they introduce. */
const placed = new Set([
  'what-we-work-for',
  'burnout',
  'union-difference',
  'questions',
  'stories',
  'news',
  'take-part',
]);

function Hero({ site, hero }: { site: Site; hero: Item<'section'> | undefined }) {
  return (
    <section class="hero wide">
      <div>
        <h1>{hero?.heading ?? site.chapter.name}</h1>
        {hero && <Rich text={hero.body} />}
        <p>
          <a class="button" href="#join">
            {site.words.join}
          </a>
        </p>
      </div>
      <Strands />
    </section>
  );
}

function Goals({ section, goals }: { section: Item<'section'> | undefined; goals: Item<'goal'>[] }) {
  if (section === undefined) return null;
  return (
    <Part heading={section.heading} intro={section.body}>
      <ol class="goals">
        {goals.map(({ title, body }) => (
          <li>
            <h3>{title}</h3>
            <Rich text={body} />
          </li>
        ))}
      </ol>
    </Part>
  );
}

interface FiguresProps {
  site: Site;
  section: Item<'section'> | undefined;
  items: Item<'statistic'>[];
}

function Figures({ site, section, items }: FiguresProps) {
  if (section === undefined || items.length === 0) return null;
  return (
    <section class="part wide">
      <h2>{section.heading}</h2>
      <Rich text={section.body} />
      <ul class="columns">
        {items.map((item) => (
          <Figure site={site} item={item} />
        ))}
      </ul>
    </section>
  );
}

function Benefits({ section, benefits }: { section: Item<'section'> | undefined; benefits: Item<'benefit'>[] }) {
  if (section === undefined) return null;
  return (
    <section class="part wide">
      <h2>{section.heading}</h2>
      <Rich text={section.body} />
      <ul class="columns ruled">
        {benefits.map(({ title, body }) => (
          <li>
            <h3>{title}</h3>
            <Rich text={body} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface TakePartProps {
  site: Site;
  section: Item<'section'> | undefined;
  actions: Item<'action'>[];
}

function TakePart({ site, section, actions }: TakePartProps) {
  if (section === undefined) return null;
  return (
    <section class="part wide">
      <h2>{section.heading}</h2>
      <Rich text={section.body} />
      <Actions site={site} items={actions} />
    </section>
  );
}
