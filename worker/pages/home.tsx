import type { Item } from '../../schema/kinds/index.ts';
import { Figures } from './figures.tsx';
import { Layout } from './layout.tsx';
import {
  Actions,
  Articles,
  headOf,
  JoinBand,
  Part,
  ProvenanceOfAll,
  Questions,
  Quotes,
  Rich,
  Run,
  spoken,
  WidePart,
} from './parts.tsx';
import { Strands } from './strands.tsx';
import { itemsOf, linkTo, linkToHome, organizationOf, type Site } from './site.ts';

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
  const matter = onPage.filter(({ role, slug }) => role !== 'hero' && !placed.has(slug));
  const drawn = statistics.filter(({ drawing }) => drawing === 'dots' || drawing === 'one_in_many');
  // What an article tells stands in it.
  const others = statistics.filter(({ drawing, basis }) => drawing === 'none' && basis !== 'article');
  return (
    <Layout site={site} title={site.chapter.name} description={site.chapter.description} data={organizationOf(site)}>
      <Hero site={site} hero={hero} />
      <div class="wide">
        <ProvenanceOfAll site={site} items={[...onPage, ...goals, ...benefits, ...faqs]} />
      </div>
      <Run site={site} sections={matter} />
      <Goals site={site} section={find('what-we-work-for')} goals={goals} />
      <FigurePart site={site} section={find('burnout')} items={drawn} />
      <FigurePart site={site} section={find('wages')} items={wages} />
      <Benefits site={site} section={find('union-difference')} benefits={benefits} figures={others} />
      <JoinBand site={site} section={find('join')} pledge={pledges[0]} />
      {testimonials.length > 0 && stories && (
        <WidePart {...headOf(site, stories)}>
          <Quotes site={site} items={testimonials} />
        </WidePart>
      )}
      {takePart && (
        <Part {...headOf(site, takePart)}>
          <Actions site={site} items={actions} />
        </Part>
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
  'wages',
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
        <p class="ways">
          <a class="button" href="#join">
            {site.words.join}
          </a>
          <OtherWay site={site} />
        </p>
      </div>
      <Strands />
    </section>
  );
}

/** From the campaign to its chapters; from a chapter to what people ask. */
function OtherWay({ site }: { site: Site }) {
  const [only, ...more] = site.chapters.filter(({ inherits }) => inherits !== null);
  if (site.chapter.inherits !== null || only === undefined) {
    return <a href={linkTo(site, '/faq')}>{site.words.questions}</a>;
  }
  if (more.length > 0) return <a href={linkTo(site, '/chapters')}>{site.words.chapters}</a>;
  return (
    <a href={linkToHome(site, { chapter: only.slug })} {...spoken(site, only)}>
      {only.name}
    </a>
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

interface BenefitsProps extends PlacedProps {
  benefits: Item<'benefit'>[];
  figures: Item<'statistic'>[];
}

function Benefits({ site, section, benefits, figures }: BenefitsProps) {
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
      {figures.length > 0 && <Figures site={site} items={figures} />}
    </WidePart>
  );
}

/** To stand beside them without joining. Without script its words are there, and the way to join. */
function PledgePart({ site, pledge }: { site: Site; pledge: Item<'pledge'> }) {
  return (
    <Part id="pledge" heading={pledge.title} intro={pledge.text} language={spoken(site, pledge)}>
      <uwh-pledge-counter pledge={pledge.slug} chapter={site.chapter.slug} locale={site.locale.tag}>
        <p class="next">
          <a href={linkTo(site, '/join')}>{site.words.join}</a>
        </p>
      </uwh-pledge-counter>
    </Part>
  );
}
