import type { Item } from '../../schema/kinds/index.ts';
import { Layout } from './layout.tsx';
import {
  Actions,
  Articles,
  Figures,
  headOf,
  JoinBand,
  Part,
  ProvenanceOfAll,
  Questions,
  Quotes,
  Rich,
  spoken,
  Strands,
  WidePart,
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
  const [stories, takePart] = ['stories', 'take-part'].map(find);
  const hero = onPage.find(({ role }) => role === 'hero');
  const wages = statistics.filter(({ drawing }) => drawing === 'bars');
  const matter = onPage.filter(
    ({ role, slug }) => role !== 'hero' && !placed.has(slug) && !(slug === 'wages' && wages.length > 0),
  );
  const drawn = statistics.filter(({ drawing }) => drawing === 'dots' || drawing === 'one_in_many');
  return (
    <Layout site={site} title={site.chapter.name} description={site.chapter.description} data={organizationOf(site)}>
      <Hero site={site} hero={hero} />
      <div class="wide">
        <ProvenanceOfAll site={site} items={[...onPage, ...goals, ...benefits, ...faqs]} />
      </div>
      {matter.map((section) => (
        <Part {...headOf(site, section)} />
      ))}
      <Goals site={site} section={find('what-we-work-for')} goals={goals} />
      <FigurePart site={site} section={find('burnout')} items={drawn} />
      <FigurePart site={site} section={find('wages')} items={wages} />
      <Benefits site={site} section={find('union-difference')} benefits={benefits} />
      <JoinBand site={site} section={find('join')} pledge={pledges[0]} />
      {testimonials.length > 0 && stories && (
        <WidePart {...headOf(site, stories)}>
          <Quotes site={site} items={testimonials} />
        </WidePart>
      )}
      {takePart && (
        <WidePart {...headOf(site, takePart)}>
          <Actions site={site} items={actions} />
        </WidePart>
      )}
      {pledges[0] && <PledgePart site={site} pledge={pledges[0]} />}
      <Part {...headOr(site, find('questions'), site.words.questions)}>
        <Questions site={site} items={faqs} />
      </Part>
      <Part {...headOr(site, find('news'), site.words.news)}>
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

/** A section's words without what they introduce, or a heading where there is no section. */
function headOr(site: Site, section: Item<'section'> | undefined, heading: string) {
  if (section === undefined) return { heading };
  const { intro: _intro, ...head } = headOf(site, section);
  return head;
}

function Hero({ site, hero }: { site: Site; hero: Item<'section'> | undefined }) {
  return (
    <section class="hero wide">
      <div>
        <div {...(hero && spoken(site, hero))}>
          <h1>{hero?.heading ?? site.chapter.name}</h1>
          {hero && <Rich text={hero.body} />}
        </div>
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

interface PlacedProps {
  site: Site;
  section: Item<'section'> | undefined;
}

function Goals({ site, section, goals }: PlacedProps & { goals: Item<'goal'>[] }) {
  if (section === undefined) return null;
  return (
    <Part {...headOf(site, section)}>
      <ol class="goals">
        {goals.map((goal) => (
          <li {...spoken(site, goal)}>
            <h3>{goal.title}</h3>
            <Rich text={goal.body} />
          </li>
        ))}
      </ol>
    </Part>
  );
}

function FigurePart({ site, section, items }: PlacedProps & { items: Item<'statistic'>[] }) {
  if (section === undefined || items.length === 0) return null;
  return (
    <WidePart {...headOf(site, section)}>
      <Figures site={site} items={items} />
    </WidePart>
  );
}

function Benefits({ site, section, benefits }: PlacedProps & { benefits: Item<'benefit'>[] }) {
  if (section === undefined) return null;
  return (
    <WidePart {...headOf(site, section)}>
      <ul class="columns ruled">
        {benefits.map((benefit) => (
          <li {...spoken(site, benefit)}>
            <h3>{benefit.title}</h3>
            <Rich text={benefit.body} />
          </li>
        ))}
      </ul>
    </WidePart>
  );
}

/** To stand beside them without joining. */
function PledgePart({ site, pledge }: { site: Site; pledge: Item<'pledge'> }) {
  return (
    <section class="part" id="pledge">
      <div class="wide">
        <uwh-pledge-counter pledge={pledge.slug} chapter={site.chapter.slug} locale={site.locale.tag}>
          <div {...spoken(site, pledge)}>
            <h2>{pledge.title}</h2>
            <Rich text={pledge.text} />
          </div>
        </uwh-pledge-counter>
      </div>
    </section>
  );
}
