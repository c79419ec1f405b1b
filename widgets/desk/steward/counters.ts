import { html, nothing, type TemplateResult } from 'lit';
import type { Counter, RecordedTotal } from '../../../schema/wire/counter.ts';
import type { Partner } from '../../../schema/wire/partner.ts';
import { call, listAll } from '../api.ts';
import { may } from '../session.ts';
import { words } from './counter-words.ts';
import { renderChoice, renderInput, renderText } from './fields.ts';
import { StewardScreen } from './steward-screen.ts';
import { renderTop } from './tasks.ts';

/** A pledge, what is shown of its people, and who was counted elsewhere. */
interface Tally {
  slug: string;
  title: string;
  counter: Counter;
  totals: readonly RecordedTotal[];
}

/** What counters show, and what it is made of. */
class Counters extends StewardScreen {
  static override properties = {
    ...StewardScreen.properties,
    tallies: { state: true },
    partners: { state: true },
    kind: { state: true },
  };
  declare tallies: readonly Tally[] | null;
  declare partners: readonly Partner[];
  /** How those that are to be added were counted. */
  declare kind: 'paper' | 'partner';

  constructor() {
    super();
    this.tallies = null;
    this.partners = [];
    this.kind = 'paper';
  }

  protected override get labels() {
    const { count, source, who } = this.say(words);
    return { count, source, partner: who };
  }

  protected override async load(): Promise<void> {
    const { lang, session, chapters } = this.context;
    const lists = chapters.map(({ slug }) =>
      listAll<{ slug: string; title: string }>(`/v1/pledges?chapter=${slug}&locale=${lang}`),
    );
    const pledges = new Map((await Promise.all(lists)).flat().map((pledge) => [pledge.slug, pledge]));
    this.tallies = await Promise.all(Array.from(pledges.values(), ({ slug, title }) => readTally(slug, title)));
    if (may(session, 'tokens', { chapter: '*' })) this.partners = await listAll<Partner>('/v1/manage/partners');
  }

  protected override render(): TemplateResult {
    const say = this.say(words);
    const { tallies } = this;
    return html`${renderTop(this.context.lang, say.title, say.lead)} ${this.renderProblem()} ${this.renderDone()}
    ${tallies?.length === 0 ? html`<p>${say.none}</p>` : nothing} ${tallies?.map((tally) => this.#renderTally(tally))}
    ${
      tallies === null || tallies.length === 0
        ? nothing
        : html`<section class="rest">
            <h2>${say.add}</h2>
            ${this.#renderForm(tallies)}
          </section>`
    }`;
  }

  #renderTally({ title, counter, totals }: Tally): TemplateResult {
    const say = this.say(words);
    const parts = counter.includes.map(({ kind, people }) => say[kind].replace('{people}', this.#number(people)));
    const { total, goal, closed } = counter;
    const shown = total === null ? say.few : say.shown.replace('{total}', this.#number(total));
    return html`<section class="rest">
      <h2>${title}</h2>
      <p class="strong">${shown.replace('{goal}', this.#number(goal.value))} ${closed ? say.closed : nothing}</p>
      ${parts.length === 0 ? nothing : html`<p>${parts.join(' · ')}</p>`}
      <h3>${say.totals}</h3>
      ${
        totals.length === 0
          ? html`<p class="note">${say.noTotals}</p>`
          : html`<ul class="plain">
              ${totals.map((total) => this.#renderTotal(total))}
            </ul>`
      }
    </section>`;
  }

  #renderTotal({ count, kind, chapter, partner, source, recordedAt }: RecordedTotal): TemplateResult {
    const say = this.say(words);
    const how = kind === 'paper' ? say.total : say.partnerTotal;
    const through = this.partners.find(({ id }) => id === partner)?.name ?? partner;
    const facts = [
      this.chapterName(chapter, chapter),
      ...(through === null ? [] : [through]),
      say.on.replace('{day}', this.day(recordedAt)),
    ];
    return html`<li>
      <strong>${how.replace('{count}', this.#number(count))}</strong>
      <p>${source}</p>
      <p class="caption">${facts.join(' · ')}</p>
    </li>`;
  }

  #renderForm(tallies: readonly Tally[]): TemplateResult {
    const say = this.say(words);
    const kinds = [
      ['paper', say.onPaper],
      ['partner', say.byPartner],
    ] as const;
    const chapters = this.context.chapters.map(({ slug }) => [slug, this.chapterName(slug, slug)] as const);
    const setKind = (kind: string) => (this.kind = kind as typeof this.kind);
    return html`<form class="form" @submit=${this.#add}>
      ${renderChoice(
        { name: 'counter', label: say.counter },
        tallies.map(({ slug, title }) => [slug, title] as const),
      )}
      ${renderInput({ name: 'count', label: say.count, wrong: this.invalid.get('count') }, { type: 'number', max: 10_000_000 })}
      ${this.partners.length === 0 ? nothing : renderChoice({ name: 'kind', label: say.kind }, kinds, { onChange: setKind })}
      ${
        this.kind === 'partner'
          ? renderChoice(
              { name: 'partner', label: say.who },
              this.partners.map(({ id, name }) => [id, name] as const),
            )
          : nothing
      }
      ${renderChoice({ name: 'chapter', label: say.chapter }, chapters)}
      ${renderText({ name: 'source', label: say.source, hint: say.sourceHint, wrong: this.invalid.get('source') }, 2)}
      <p><button class="button" aria-disabled=${this.isBusy ? 'true' : 'false'}>${say.record}</button></p>
    </form>`;
  }

  #number(value: number): string {
    return value.toLocaleString(this.context.lang);
  }

  readonly #add = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.isBusy) return;
    const form = event.target as HTMLFormElement;
    const { counter, count, ...rest } = Object.fromEntries(new FormData(form)) as Record<string, string>;
    const people = Number(count);
    const isDone = await this.act(this.say(words).recorded.replace('{count}', this.#number(people)), async () => {
      await call('POST', `/v1/manage/counters/${counter}/totals`, { body: { count: people, ...rest } });
    });
    if (!isDone) return;
    form.reset();
    this.kind = 'paper';
  };
}

async function readTally(slug: string, title: string): Promise<Tally> {
  const [counter, totals] = await Promise.all([
    call<Counter>('GET', `/v1/counters/${slug}`),
    call<RecordedTotal[]>('GET', `/v1/manage/counters/${slug}/totals`),
  ]);
  return { slug, title, counter: counter.data, totals: totals.data };
}

customElements.define('desk-counters', Counters);
