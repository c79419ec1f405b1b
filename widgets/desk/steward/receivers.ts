import { html, nothing, type TemplateResult } from 'lit';
import type { NewReceiver, Receiver } from '../../../schema/wire/receiver.ts';
import { call, listAll } from '../api.ts';
import { ask } from '../ask.ts';
import { renderChoice, renderCopied, renderInput } from './fields.ts';
import { words } from './receiver-words.ts';
import { StewardScreen } from './steward-screen.ts';
import { renderTop } from './tasks.ts';

const events = ['signup.created', 'pledge.created'] as const;

/** Which systems are told of what people send. */
class Receivers extends StewardScreen {
  static override properties = { ...StewardScreen.properties, receivers: { state: true }, made: { state: true } };
  declare receivers: readonly Receiver[] | null;
  /** The one that was just made, with its secret. */
  declare made: NewReceiver | null;

  constructor() {
    super();
    this.receivers = null;
    this.made = null;
  }

  protected override async load(): Promise<void> {
    this.receivers = await listAll<Receiver>('/v1/manage/receivers');
  }

  protected override get labels() {
    const { name, url, events: told } = this.say(words);
    return { name, url, events: told };
  }

  protected override render(): TemplateResult {
    const say = this.say(words);
    const { receivers, made } = this;
    return html`${renderTop(this.context.lang, say.title, say.lead)}
      <p><a href="/desk/steward/deliveries">${say.deliveries}</a></p>
      ${this.renderProblem()} ${this.renderDone()} ${made === null ? nothing : this.#renderMade(made)}
      <section class="rest">
        <h2>${say.list}</h2>
        ${receivers?.length === 0 ? html`<p class="note">${say.none}</p>` : nothing}
        <ul class="plain">
          ${receivers?.map((receiver) => this.#renderReceiver(receiver))}
        </ul>
      </section>
      <section class="rest">
        <h2>${say.add}</h2>
        ${this.#renderForm()}
      </section>`;
  }

  #renderForm(): TemplateResult {
    const say = this.say(words);
    const field = (name: 'name' | 'url') => ({
      name,
      label: say[name],
      hint: say[`${name}Hint`],
      wrong: this.invalid.get(name),
    });
    const chapters = this.context.chapters.map(({ slug }) => [slug, this.chapterName(slug, slug)] as const);
    return html`<form class="form" @submit=${this.#make}>
      ${renderInput(field('name'), { max: 100 })} ${renderInput(field('url'), { type: 'url', max: 2000 })}
      ${renderChoice({ name: 'chapter', label: say.chapter }, [...chapters, ['*', say.every]])}
      <fieldset class="group" aria-describedby="events-hint">
        <legend>${say.events}</legend>
        <p class="hint" id="events-hint">${say.eventsHint}</p>
        ${events.map(
          (event) =>
            html`<label class="check"
              ><input type="checkbox" name="events" value=${event} checked /> ${say[event]}</label
            >`,
        )}
      </fieldset>
      <p><button class="button" aria-disabled=${this.isBusy ? 'true' : 'false'}>${say.make}</button></p>
    </form>`;
  }

  #renderMade({ id, secret }: NewReceiver): TemplateResult {
    const say = this.say(words);
    return html`<div class="new-link">
      ${renderCopied({ id: `secret-${id}`, label: say.secret, text: secret, copy: say.copy, context: this.context })}
    </div>`;
  }

  #renderReceiver(receiver: Receiver): TemplateResult {
    const say = this.say(words);
    const { id, name, url, chapter, state, approvedAt, failures } = receiver;
    const told = receiver.events.map((event) => say[event]).join(', ');
    const since = approvedAt === null ? '' : this.day(approvedAt);
    return html`<li class="row">
      <div>
        <h3>${name}</h3>
        <p class="caption">${[new URL(url).host, this.chapterName(chapter, say.every), told].join(' · ')}</p>
        <p class="tag">${say[state].replace('{when}', since)}</p>
        ${failures > 0 ? html`<p class="heed">${say.failing.replace('{count}', String(failures))}</p>` : nothing}
        ${
          state === 'pending'
            ? html`<p class="caption">
                ${say.next} <code>npm run keys -- create --holder receiver-${id} --chapter "${chapter}"</code>
              </p>`
            : nothing
        }
      </div>
      ${state === 'revoked' ? nothing : this.#renderActs(receiver)}
    </li>`;
  }

  #renderActs(receiver: Receiver): TemplateResult {
    const say = this.say(words);
    const { name, state } = receiver;
    return html`<div class="buttons">
      ${
        state === 'approved'
          ? nothing
          : html`<button
              class="second"
              aria-label="${say.approve}: ${name}"
              @click=${() => void this.#approve(receiver)}
            >
              ${say.approve}
            </button>`
      }
      <button class="link" aria-label="${say.revoke}: ${name}" @click=${() => void this.#revoke(receiver)}>
        ${say.revoke}
      </button>
    </div>`;
  }

  readonly #make = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.isBusy) return;
    const form = event.target as HTMLFormElement;
    const data = new FormData(form);
    const [name, url, chapter] = ['name', 'url', 'chapter'].map((field) => data.get(field) as string);
    const body = { name, url, chapter, events: data.getAll('events') };
    this.made = null;
    const isDone = await this.act(this.say(words).made.replace('{name}', name!), async () => {
      this.made = (await call<NewReceiver>('POST', '/v1/manage/receivers', { body })).data;
    });
    if (isDone) form.reset();
  };

  async #approve({ id, name, chapter }: Receiver): Promise<void> {
    const say = this.say(words);
    const text = say.sureApproveText.replace('{chapter}', this.chapterName(chapter, say.every));
    const title = say.sureApprove.replace('{name}', name);
    if (!(await ask({ lang: this.context.lang, title, text, yes: say.approve }))) return;
    await this.act(say.isApproved.replace('{name}', name), async () => {
      await call('POST', `/v1/manage/receivers/${id}/approval`);
    });
  }

  async #revoke({ id, name }: Receiver): Promise<void> {
    const say = this.say(words);
    const title = say.sureRevoke.replace('{name}', name);
    if (!(await ask({ lang: this.context.lang, title, text: say.sureRevokeText, yes: say.revoke }))) return;
    if (this.made?.id === id) this.made = null;
    await this.act(say.isRevoked.replace('{name}', name), async () => {
      await call('DELETE', `/v1/manage/receivers/${id}`);
    });
  }
}

customElements.define('desk-receivers', Receivers);
