import { html, nothing, type TemplateResult } from 'lit';
import type { Invitation, NewInvitation, Organizer } from '../../../schema/wire/desk.ts';
import type { LocaleInfo } from '../../../schema/wire/locale.ts';
import type { ManagedChapter } from '../../../schema/wire/managed-chapter.ts';
import { call, listAll } from '../api.ts';
import { ask } from '../ask.ts';
import { copyFrom } from '../copy.ts';
import { LoadedScreen } from '../loaded-screen.ts';
import { showTime } from '../publishing/clock.ts';
import { fill } from '../publishing/words.ts';
import { nameOf } from '../screen.ts';
import { may } from '../session.ts';
import './invite-form.ts';
import type { Wanted } from './invite-form.ts';
import { renderHeld, renderPast } from './people-list.ts';
import { people } from './words.ts';

interface Shown {
  invitations: readonly Invitation[];
  organizers: readonly Organizer[];
  chapters: readonly { slug: string; name: string }[];
  locales: readonly LocaleInfo[];
}

/** Who may come in: invitations, and those who came. */
class People extends LoadedScreen {
  static override properties = {
    ...LoadedScreen.properties,
    shown: { state: true },
    made: { state: true },
  };
  declare shown: Shown | null;
  /** The invitation that was just made: its link is told this once. */
  declare made: NewInvitation | null;

  constructor() {
    super();
    this.shown = null;
    this.made = null;
  }

  get #isAllowed(): boolean {
    return may(this.context.session, 'tokens', { chapter: '*' });
  }

  protected override async load(): Promise<void> {
    if (!this.#isAllowed) return;
    const [invitations, organizers, chapters, locales] = await Promise.all([
      call<Invitation[]>('GET', '/v1/manage/invitations'),
      call<Organizer[]>('GET', '/v1/manage/organizers'),
      listAll<ManagedChapter>('/v1/manage/chapters'),
      call<LocaleInfo[]>('GET', '/v1/locales'),
    ]);
    const { lang } = this.context;
    this.shown = {
      invitations: invitations.data,
      organizers: organizers.data,
      locales: locales.data,
      chapters: chapters.map((chapter) => ({ slug: chapter.slug, name: nameOf(chapter, lang) })),
    };
  }

  protected override render(): TemplateResult {
    const words = this.say(people);
    return html`<h1>${words.title}</h1>
      ${this.renderProblem()}
      <p>${this.#isAllowed ? words.about : words.mayNot}</p>
      ${this.renderDone(this.made === null ? nothing : this.#renderLink(this.made))}
      ${this.shown === null ? nothing : this.#renderShown(this.shown)}`;
  }

  #renderLink({ name, link, expiresAt }: NewInvitation): TemplateResult {
    const words = this.say(people);
    const when = showTime(expiresAt, this.context.lang);
    return html`<div class="fields link-once">
      <label for="link">${fill(words.link, { name })}</label>
      <input id="link" readonly .value=${link} aria-describedby="link-hint" @focus=${markAll} />
      <p class="note" id="link-hint">${fill(words.linkHint, { when })}</p>
      <p>
        <button
          class="button"
          type="button"
          @click=${() => void copyFrom(this.querySelector<HTMLInputElement>('#link')!, this.context)}
        >
          ${words.copy}
        </button>
      </p>
    </div>`;
  }

  #renderShown({ invitations, organizers, chapters, locales }: Shown): TemplateResult {
    const words = this.say(people);
    const now = new Date().toISOString();
    const isOpen = (each: Invitation) => each.usedAt === null && each.revokedAt === null && each.expiresAt > now;
    const isHere = (each: Organizer) => each.revokedAt === null && (each.expiresAt === null || each.expiresAt > now);
    const [open, here] = [invitations.filter(isOpen), organizers.filter(isHere)];
    return html`<section class="part split">
        <h2>${words.invite}</h2>
        <desk-invite-form
          .lang=${this.context.lang}
          .chapters=${chapters}
          .locales=${locales}
          .isBusy=${this.isBusy}
          @wanted=${({ detail }: CustomEvent<Wanted>) => void this.#invite(detail)}
        ></desk-invite-form>
      </section>
      <section class="part split">
        <h2>${words.here}</h2>
        <div>
          ${here.length === 0 ? html`<p>${words.noneHere}</p>` : nothing}
          <ul class="changes">
            ${here.map((each) => this.#renderOrganizer(each))}
          </ul>
        </div>
      </section>
      <section class="part split">
        <h2>${words.open}</h2>
        <div>
          ${open.length === 0 ? html`<p>${words.noneOpen}</p>` : nothing}
          <ul class="changes">
            ${open.map((each) => this.#renderInvitation(each))}
          </ul>
          ${renderPast(
            invitations.filter((each) => !isOpen(each)),
            organizers.filter((each) => !isHere(each)),
            { words, lang: this.context.lang, chapters },
          )}
        </div>
      </section>`;
  }

  #renderOrganizer(organizer: Organizer): TemplateResult {
    const words = this.say(people);
    const { lang, session } = this.context;
    const { id, name, grants, createdAt, createdBy, lastUsedAt } = organizer;
    const since = fill(words.since, { when: showTime(createdAt, lang), who: createdBy });
    const last = lastUsedAt === null ? '' : `; ${fill(words.lastUsed, { when: showTime(lastUsedAt, lang) })}`;
    const isMe = session.organizer?.id === id;
    return html`<li>
      <div>
        <p><strong>${name}</strong>${isMe ? html` (${words.you})` : nothing}</p>
        ${renderHeld(grants, { words, lang, chapters: this.shown!.chapters })}
        <p class="note">${since}${last}</p>
        <p class="acts">
          <button class="link" ?disabled=${this.isBusy} @click=${() => void this.#letInAgain(organizer)}>
            ${words.lost}<span class="hidden">: ${name}</span>
          </button>
          <button class="link" ?disabled=${this.isBusy} @click=${() => void this.#revoke(organizer, isMe)}>
            ${words.revoke}<span class="hidden">: ${name}</span>
          </button>
        </p>
      </div>
    </li>`;
  }

  #renderInvitation(invitation: Invitation): TemplateResult {
    const words = this.say(people);
    const { lang } = this.context;
    const { name, grants, createdBy, expiresAt } = invitation;
    return html`<li>
      <div>
        <p><strong>${name}</strong></p>
        ${renderHeld(grants, { words, lang, chapters: this.shown!.chapters })}
        <p class="note">${fill(words.until, { who: createdBy, when: showTime(expiresAt, lang) })}</p>
        <p class="acts">
          <button class="link" ?disabled=${this.isBusy} @click=${() => void this.#revokeLink(invitation)}>
            ${words.revokeLink}<span class="hidden">: ${name}</span>
          </button>
        </p>
      </div>
    </li>`;
  }

  async #invite(wanted: Wanted & { organizer?: string }): Promise<void> {
    this.made = null;
    await this.act(this.say(people).made, async () => {
      this.made = (await call<NewInvitation>('POST', '/v1/manage/invitations', { body: wanted })).data;
    });
  }

  async #letInAgain({ id, name, grants }: Organizer): Promise<void> {
    const words = this.say(people);
    const title = fill(words.again, { name });
    if (!(await ask({ lang: this.context.lang, title, text: words.againAbout, yes: words.make }))) return;
    await this.#invite({ name, grants, days: 7, organizer: id });
  }

  async #revoke({ id, name }: Organizer, isMe: boolean): Promise<void> {
    const words = this.say(people);
    const text = isMe ? `${words.revokeYou} ${words.revokeText}` : words.revokeText;
    const title = fill(words.revokeTitle, { name });
    if (!(await ask({ lang: this.context.lang, title, text, yes: words.revoke }))) return;
    this.made = null;
    await this.act(words.revoked, () => call('DELETE', `/v1/manage/organizers/${id}`));
  }

  async #revokeLink({ id, name }: Invitation): Promise<void> {
    const words = this.say(people);
    const text = fill(words.revokeLinkText, { name });
    if (!(await ask({ lang: this.context.lang, title: words.revokeLink, text, yes: words.revokeLink }))) return;
    this.made = null;
    await this.act(words.linkRevoked, () => call('DELETE', `/v1/manage/invitations/${id}`));
  }
}

function markAll({ target }: Event): void {
  (target as HTMLInputElement).select();
}

customElements.define('desk-people', People);
