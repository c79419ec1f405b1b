import { Hono, type Context } from 'hono';
import type { Child } from 'hono/jsx';
import { registry } from '../../schema/kinds/index.ts';
import { consentDigest } from '../../schema/kinds/testimonial.ts';
import type { Bindings } from '../env.ts';
import type { GivenWords, Opened } from '../given-words.ts';
import { limitBody } from '../http.ts';
import { readForm, sendPrivate } from './private-page.tsx';
import { bases, findSite, type Site } from './site.ts';
import { OpenForm, Own, Preview, Thanks, WriteForm, type Answers } from './testimonial-forms.tsx';
import { testimonialWordsIn, type TestimonialWords } from './testimonial-words.ts';

/** What a page shows, and how it is answered. */
interface Shown {
  title: string;
  status?: 200 | 404 | 422;
  children: Child;
}

/** One step of somebody with a link. */
interface Step {
  c: Context<Bindings>;
  site: Site;
  words: TestimonialWords;
  link: string;
  field: (name: string) => string;
}

async function readStep(c: Context<Bindings>, site: Site, words: TestimonialWords): Promise<Step> {
  const field = await readForm(c);
  // By hand people paste the whole address.
  const link = field('link').trim();
  return { c, site, words, link: link.slice(link.lastIndexOf('#') + 1), field };
}

/** As it will stand: pages show any white space as one space. */
function readAnswers(field: Step['field']): Answers {
  const read = (name: string) => field(name).replaceAll(/\s+/g, ' ').trim();
  return { quote: read('quote'), name: read('name'), attribution: read('attribution') };
}

function listWrong({ quote, name, attribution }: Answers): string[] {
  const { sharedSchema, localizedSchema } = registry.testimonial;
  const checked = {
    quote: localizedSchema.shape.quote.safeParse(quote),
    name: sharedSchema.shape.name.safeParse(name),
    attribution: localizedSchema.shape.attribution.safeParse(attribution),
  };
  return Object.entries(checked).flatMap(([field, { success }]) => (success ? [] : [field]));
}

/** From the words to the preview, from there to what is kept, or back. */
async function take(step: Step, given: GivenWords): Promise<Shown> {
  const { c, site, words, link, field } = step;
  const act = field('act');
  const answers = readAnswers(field);
  const wrong = listWrong(answers);
  if (!['preview', 'give'].includes(act) || wrong.length > 0) {
    const missing = ['preview', 'give'].includes(act) ? wrong : [];
    const children = <WriteForm {...{ site, words, link, answers, missing }} />;
    return { title: words.writeTitle, status: missing.length > 0 ? 422 : 200, children };
  }
  const text = { ...answers, chapter: site.chapter.slug, locale: site.locale.tag };
  const digest = await consentDigest(text);
  const isAgreed = act === 'give' && field('consent') !== '' && field('digest') === digest;
  if (!isAgreed) {
    const isConsentMissing = act === 'give';
    const children = <Preview {...{ site, words, link, text, digest, isConsentMissing }} />;
    return { title: words.previewTitle, status: isConsentMissing ? 422 : 200, children };
  }
  const own = await given.give(c.env, link, text);
  if (own === null) return notOpened(step);
  return { title: words.title, children: <Thanks {...{ site, words, link: own }} /> };
}

function notOpened({ site, words }: Pick<Step, 'site' | 'words'>): Shown {
  const children = (
    <OpenForm site={site} words={words}>
      <p class="wrong" role="alert">
        {words.badLink}
      </p>
    </OpenForm>
  );
  return { title: words.title, status: 404, children };
}

async function answer(step: Step, opened: Opened | null, given: GivenWords): Promise<Shown> {
  const { c, site, words, link, field } = step;
  if (opened === null || opened.chapter !== site.chapter.slug) return notOpened(step);
  if (opened.state === 'new') return take(step, given);
  if (field('act') === 'withdraw' && (await given.withdraw(c, link))) {
    return { title: words.ownTitle, children: <p role="status">{words.withdrawn}</p> };
  }
  return { title: words.ownTitle, children: <Own {...{ site, words, link, given: opened }} /> };
}

/** Pages on which people give a testimonial by a link, see it and take it back: plain forms, without JavaScript. */
export function createTestimonialPages(given: GivenWords): Hono<Bindings> {
  const app = new Hono<Bindings>();
  for (const base of bases) {
    // Opening the page opens nothing yet: scanners of messages follow each link, and get no further.
    app.get(`${base}/testimonial`, async (c) => {
      const site = await findSite(c);
      const words = testimonialWordsIn(site.locale.tag);
      return sendPrivate(c, site, words.title, 200, <OpenForm site={site} words={words} />);
    });
    app.post(`${base}/testimonial`, limitBody(64 * 1024), async (c) => {
      const site = await findSite(c);
      const step = await readStep(c, site, testimonialWordsIn(site.locale.tag));
      const { title, status = 200, children } = await answer(step, await given.open(c.env, step.link), given);
      return sendPrivate(c, site, title, status, children);
    });
  }
  return app;
}
