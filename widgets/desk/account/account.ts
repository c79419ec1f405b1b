import { html, nothing, type TemplateResult } from 'lit';
import type { Device } from '../../../schema/wire/desk.ts';
import { call, listAll } from '../api.ts';
import { Screen } from '../screen.ts';
import type { WordsIn } from '../words.ts';

const words = {
  en: {
    title: 'My devices',
    lead: 'Where you are signed in, and the passkeys that let you in. End what you do not know, at once.',
    role: 'You are here as {name}.',
    session: 'Signed in',
    passkey: 'Passkeys',
    unnamed: 'A device without a name',
    this: 'this one',
    since: 'since {time}',
    seen: 'last here {time}',
    end: 'End it: {device}',
    ended: 'It is ended.',
    none: 'You are here with a token, not as a person: there are no devices.',
    lost: 'Lost a device that has your passkey? End it here, and ask for a new invitation: it takes the place of the old passkey.',
  },
  es: {
    title: 'Mis aparatos',
    lead: 'Dónde has entrado, y las llaves con las que entras. Termina enseguida lo que no conozcas.',
    role: 'Estás aquí como {name}.',
    session: 'Con sesión abierta',
    passkey: 'Llaves de acceso',
    unnamed: 'Un aparato sin nombre',
    this: 'este',
    since: 'desde {time}',
    seen: 'última vez {time}',
    end: 'Terminar: {device}',
    ended: 'Terminado.',
    none: 'Estás aquí con un token, no como persona: no hay aparatos.',
    lost: '¿Perdiste un aparato con tu llave? Termínalo aquí y pide una nueva invitación: sustituye a la llave anterior.',
  },
} satisfies WordsIn<Record<string, string>>;

/** Where one is signed in, and how to end it. */
class Account extends Screen {
  static override properties = { ...Screen.properties, devices: { state: true } };
  declare devices: readonly Device[];

  constructor() {
    super();
    this.devices = [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.attempt(() => this.#load());
  }

  async #load(): Promise<void> {
    if (this.context.session.organizer !== null) this.devices = await listAll<Device>('/v1/manage/devices');
  }

  #end({ id }: Device): void {
    void this.attempt(async () => {
      await call('DELETE', `/v1/manage/devices/${id}`);
      await this.#load();
      this.context.announce(this.say(words).ended);
    });
  }

  protected override render(): TemplateResult {
    const say = this.say(words);
    const { session } = this.context;
    return html`<h1>${say.title}</h1>
      <p class="lead">${session.organizer === null ? say.none : say.lead}</p>
      <p>${say.role.replace('{name}', session.name)}</p>
      ${this.renderProblem()} ${this.#renderKind('session')} ${this.#renderKind('passkey')}
      ${session.organizer === null ? nothing : html`<p class="note rest">${say.lost}</p>`}`;
  }

  #renderKind(kind: Device['kind']): TemplateResult | typeof nothing {
    const devices = this.devices.filter((each) => each.kind === kind);
    if (devices.length === 0) return nothing;
    return html`<section class="rest">
      <h2>${this.say(words)[kind]}</h2>
      <ul class="plain">
        ${devices.map((device) => this.#renderDevice(device))}
      </ul>
    </section>`;
  }

  #renderDevice(device: Device): TemplateResult {
    const say = this.say(words);
    const name = device.label === '' ? say.unnamed : device.label;
    const time = (text: string) =>
      new Date(text).toLocaleString(this.context.lang, { dateStyle: 'medium', timeStyle: 'short' });
    const [since, seen] = [
      say.since.replace('{time}', time(device.createdAt)),
      say.seen.replace('{time}', time(device.lastUsedAt)),
    ];
    return html`<li class="row">
      <div>
        <strong>${name}</strong>
        ${device.isCurrent ? html`<span class="tag">${say.this}</span>` : nothing}
        <p class="caption">${since} · ${seen}</p>
      </div>
      <button class="link" ?disabled=${this.isBusy} @click=${() => this.#end(device)}>
        ${say.end.replace('{device}', name)}
      </button>
    </li>`;
  }
}

customElements.define('desk-account', Account);
