import { html, nothing, type TemplateResult } from 'lit';
import { call, listAll } from '../api.ts';
import { Screen } from '../screen.ts';
import type { WordsIn } from '../words.ts';

const words = {
  en: {
    title: 'My devices',
    lead: 'Where you are signed in. End what you do not know, at once.',
    role: 'You are here as',
    this: 'this one',
    since: 'since {time}',
    seen: 'last here {time}',
    end: 'End it',
    endThis: 'Sign out here',
    endedOne: '{device} is signed out.',
    none: 'You are here with a token, not as a person: there are no devices.',
    lost: 'Lost a device that has your passkey? End it here, and ask for a new invitation: it takes the place of the old passkey.',
  },
  es: {
    title: 'Mis aparatos',
    lead: 'Dónde has entrado. Termina enseguida lo que no conozcas.',
    role: 'Estás aquí como',
    this: 'este',
    since: 'desde {time}',
    seen: 'última vez {time}',
    end: 'Terminar',
    endThis: 'Salir de aquí',
    endedOne: '{device} ya no está dentro.',
    none: 'Estás aquí con un token, no como persona: no hay aparatos.',
    lost: '¿Perdiste un aparato con tu llave? Termínalo aquí y pide una nueva invitación: sustituye a la llave anterior.',
  },
} satisfies WordsIn<Record<string, string>>;

interface Device {
  id: string;
  device?: string | null;
  name?: string | null;
  createdAt?: string;
  seenAt?: string | null;
  isThis?: boolean;
  current?: boolean;
}

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

  #end(device: Device): void {
    void this.attempt(async () => {
      await call('DELETE', `/v1/manage/devices/${device.id}`);
      await this.#load();
      this.context.announce(this.say(words).endedOne.replace('{device}', this.#nameOf(device)));
    });
  }

  #nameOf({ id, device, name }: Device): string {
    return device ?? name ?? id;
  }

  protected override render(): TemplateResult {
    const say = this.say(words);
    const { session } = this.context;
    return html`<h1>${say.title}</h1>
      <p class="lead">${session.organizer === null ? say.none : say.lead}</p>
      <p class="caption">${say.role} ${session.name}</p>
      ${this.renderProblem()}
      <ul class="plain">
        ${this.devices.map((device) => this.#renderDevice(device))}
      </ul>
      ${session.organizer === null ? nothing : html`<p class="note">${say.lost}</p>`}`;
  }

  #renderDevice(device: Device): TemplateResult {
    const say = this.say(words);
    const isThis = device.isThis ?? device.current ?? false;
    const time = (text: string) =>
      new Date(text).toLocaleString(this.context.lang, { dateStyle: 'medium', timeStyle: 'short' });
    return html`<li class="row">
      <div>
        <strong>${this.#nameOf(device)}</strong>
        ${isThis ? html`<span class="tag">${say.this}</span>` : nothing}
        <p class="caption">
          ${device.createdAt === undefined ? nothing : say.since.replace('{time}', time(device.createdAt))}
          ${device.seenAt ? `· ${say.seen.replace('{time}', time(device.seenAt))}` : nothing}
        </p>
      </div>
      <button
        class="link"
        aria-label="${isThis ? say.endThis : say.end}: ${this.#nameOf(device)}"
        ?disabled=${this.isBusy}
        @click=${() => this.#end(device)}
      >
        ${isThis ? say.endThis : say.end}
      </button>
    </li>`;
  }
}

customElements.define('desk-account', Account);
