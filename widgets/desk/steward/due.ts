import { html, nothing, type TemplateResult } from 'lit';
import type { DueAct } from '../../../schema/wire/consent.ts';
import { call, listAll } from '../api.ts';
import { ask } from '../ask.ts';
import { words } from './due-words.ts';
import { StewardScreen } from './steward-screen.ts';
import { exportable, renderTop } from './tasks.ts';

/** What people took back, until somebody says that it is done everywhere. */
class Due extends StewardScreen {
  static override properties = { ...StewardScreen.properties, acts: { state: true } };
  declare acts: readonly DueAct[] | null;
  /** Ids of what is said to be done: the journal brings it to the list a little later. */
  readonly #settled = new Set<string>();

  constructor() {
    super();
    this.acts = null;
  }

  protected override async load(): Promise<void> {
    const acts = await listAll<DueAct>('/v1/manage/due');
    this.acts = acts.filter(({ id }) => !this.#settled.has(id));
  }

  protected override render(): TemplateResult {
    const say = this.say(words);
    const of = (type: DueAct['type']) => this.acts?.filter((act) => act.type === type) ?? [];
    return html`${renderTop(this.context.lang, say.title, say.lead)} ${this.renderProblem()} ${this.renderDone()}
      ${this.acts?.length === 0 ? html`<p>${say.none}</p>` : nothing}
      ${this.#renderGroup(say.revocations, null, of('revocation'))}
      ${this.#renderGroup(say.messages, say.messagesHint, of('message'))}
      ${this.#renderGroup(say.erasures, say.erasuresHint, of('erasure'))}
      <section class="rest">
        <h2>${say.whoTitle}</h2>
        <p>${say.who}</p>
        ${
          exportable(this.context.session, []).length > 0
            ? html`<p><a href="/desk/steward/sign-ups">${say.signUps}</a></p>`
            : nothing
        }
      </section>`;
  }

  #renderGroup(title: string, hint: string | null, acts: readonly DueAct[]): TemplateResult | typeof nothing {
    if (acts.length === 0) return nothing;
    return html`<section class="rest">
      <h2>${title}</h2>
      ${hint === null ? nothing : html`<p>${hint}</p>`}
      <ul class="plain">
        ${acts.map((act) => this.#renderAct(act))}
      </ul>
    </section>`;
  }

  #renderAct(act: DueAct): TemplateResult {
    const say = this.say(words);
    const button = { revocation: say.settle, message: say.read, erasure: null }[act.type];
    const title = this.#titleOf(act);
    return html`<li class="row">
      <div>
        <h3>${title}</h3>
        ${act.due === null ? nothing : this.#renderDue(act.due, act.isOverdue)}
        <p class="caption">${say.came.replace('{day}', this.day(act.at))} · <code>${act.id}</code></p>
      </div>
      ${
        button === null
          ? nothing
          : html`<button
              class="link"
              aria-label="${button}: ${title}, ${act.id}"
              @click=${() => void this.#settle(act)}
            >
              ${button}
            </button>`
      }
    </li>`;
  }

  #renderDue(due: string, isOverdue: boolean): TemplateResult {
    const say = this.say(words);
    const day = this.day(`${due}T12:00`);
    return html`<p class=${isOverdue ? 'wrong' : 'tag'}>
      ${(isOverdue ? say.overdue : say.due).replace('{day}', day)}
    </p>`;
  }

  #titleOf({ type, channel, organization }: DueAct): string {
    const say = this.say(words);
    if (type !== 'revocation') return say[type];
    const name = this.chapterName(organization, organization);
    const whose = organization === '*' ? say.everyone : say.chapter.replace('{chapter}', name);
    return say.from.replace('{channel}', channel === '*' ? say.all : say[channel]).replace('{whose}', whose);
  }

  async #settle({ id, type }: DueAct): Promise<void> {
    const say = this.say(words);
    const { lang } = this.context;
    const isMessage = type === 'message';
    const question = isMessage
      ? { title: say.sureRead, text: say.sureReadText, yes: say.read }
      : { title: say.sure, text: say.sureText, yes: say.settle };
    if (!(await ask({ lang, ...question }))) return;
    await this.act(isMessage ? say.wasRead : say.settled, async () => {
      await call('POST', '/v1/manage/settlements', { body: { target: id } });
      this.#settled.add(id);
    });
  }
}

customElements.define('desk-due', Due);
