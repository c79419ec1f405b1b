import { html, nothing, type TemplateResult } from 'lit';
import type { Partner } from '../../../schema/wire/partner.ts';
import { call, listAll } from '../api.ts';
import { ask } from '../ask.ts';
import { renderChoice, renderCopied, renderInput, renderText } from './fields.ts';
import { words } from './partner-words.ts';
import { StewardScreen } from './steward-screen.ts';
import { renderTop } from './tasks.ts';

/** Who carries our elements, and the keys by which they are known. */
class Partners extends StewardScreen {
  static override properties = { ...StewardScreen.properties, partners: { state: true }, made: { state: true } };
  declare partners: readonly Partner[] | null;
  /** The one that was just made. */
  declare made: Partner | null;

  constructor() {
    super();
    this.partners = null;
    this.made = null;
  }

  protected override async load(): Promise<void> {
    this.partners = await listAll<Partner>('/v1/manage/partners');
  }

  protected override get labels() {
    const { name, origins, perHour } = this.say(words);
    return { name, origins, perHour };
  }

  protected override render(): TemplateResult {
    const say = this.say(words);
    const { partners, made } = this;
    return html`${renderTop(this.context.lang, say.title, say.lead)} ${this.renderProblem()} ${this.renderDone()}
      ${made === null ? nothing : this.#renderMade(made)}
      <section class="rest">
        <h2>${say.list}</h2>
        ${
          partners?.length === 0
            ? html`<p class="note">${say.none}</p>`
            : html`<ul class="plain">
                ${partners?.map((partner) => this.#renderPartner(partner))}
              </ul>`
        }
      </section>
      <section class="rest">
        <h2>${say.add}</h2>
        ${this.#renderForm()}
      </section>`;
  }

  #renderForm(): TemplateResult {
    const say = this.say(words);
    const field = (name: 'name' | 'origins' | 'perHour') => ({
      name,
      label: say[name],
      hint: say[`${name}Hint`],
      wrong: this.invalid.get(name),
    });
    const chapters = this.context.chapters.map(({ slug }) => [slug, this.chapterName(slug, slug)] as const);
    const modes = [
      ['live', say.live],
      ['test', say.test],
    ] as const;
    return html`<form class="form" @submit=${this.#make}>
      ${renderInput(field('name'), { max: 100 })} ${renderText(field('origins'))}
      ${renderChoice({ name: 'chapter', label: say.chapter }, chapters)}
      ${renderChoice({ name: 'mode', label: say.mode }, modes)}
      ${renderInput(field('perHour'), { type: 'number', value: '5000', max: 1_000_000 })}
      <p><button class="button" aria-disabled=${this.isBusy ? 'true' : 'false'}>${say.make}</button></p>
    </form>`;
  }

  #renderMade(partner: Partner): TemplateResult {
    return html`<section class="new-link" aria-label=${partner.name}>${this.#renderLines(partner)}</section>`;
  }

  #renderLines({ id, key, chapter }: Partner): TemplateResult {
    const say = this.say(words);
    const script = `<script type="module" src="${location.origin}/embed/v1/all.js"></script>`;
    const form = `<uwh-join-form chapter="${chapter}" partner="${key}"></uwh-join-form>`;
    const shared = { copy: say.copy, context: this.context };
    return html`${renderCopied({ ...shared, id: `lines-${id}`, label: say.lines, text: `${script}\n${form}` })}
    ${renderCopied({ ...shared, id: `key-${id}`, label: say.key, text: key })}`;
  }

  #renderPartner(partner: Partner): TemplateResult {
    const say = this.say(words);
    const { name, mode, chapter, origins, perHour, createdAt, createdBy, revokedAt } = partner;
    const facts = [
      this.chapterName(chapter, chapter),
      ...origins,
      say.usual.replace('{count}', perHour.toLocaleString(this.context.lang)),
    ];
    return html`<li class="row">
      <div>
        <h3>${name}</h3>
        <p class="caption">${facts.join(' · ')}</p>
        <p class="caption">${say.by.replace('{when}', this.day(createdAt)).replace('{who}', createdBy)}</p>
        ${mode === 'test' ? html`<p class="tag">${say.isTest}</p>` : nothing}
        ${
          revokedAt === null
            ? html`<details class="lines">
                <summary>${say.show}</summary>
                ${this.#renderLines(partner)}
              </details>`
            : html`<p class="tag">${say.isRevoked.replace('{when}', this.day(revokedAt))}</p>`
        }
      </div>
      ${
        revokedAt === null
          ? html`<button class="link" aria-label="${say.revoke}: ${name}" @click=${() => void this.#revoke(partner)}>
              ${say.revoke}
            </button>`
          : nothing
      }
    </li>`;
  }

  readonly #make = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.isBusy) return;
    const form = event.target as HTMLFormElement;
    const { name, origins, chapter, mode, perHour } = Object.fromEntries(new FormData(form)) as Record<string, string>;
    const sites = origins!.split(/\s+/).filter((line) => line !== '');
    const body = { name, chapter, mode, origins: sites, perHour: Number(perHour) };
    this.made = null;
    const isDone = await this.act(this.say(words).made.replace('{name}', name!), async () => {
      this.made = (await call<Partner>('POST', '/v1/manage/partners', { body })).data;
    });
    if (isDone) form.reset();
  };

  async #revoke({ id, name }: Partner): Promise<void> {
    const say = this.say(words);
    const title = say.sure.replace('{name}', name);
    if (!(await ask({ lang: this.context.lang, title, text: say.sureText, yes: say.revoke }))) return;
    if (this.made?.id === id) this.made = null;
    await this.act(say.gone.replace('{name}', name), async () => {
      await call('DELETE', `/v1/manage/partners/${id}`);
    });
  }
}

customElements.define('desk-partners', Partners);
