import { html, nothing, type TemplateResult } from 'lit';
import type { Delivery, Receiver } from '../../../schema/wire/receiver.ts';
import { call, listAll } from '../api.ts';
import type { WordsIn } from '../words.ts';
import { renderChoice } from './fields.ts';
import { StewardScreen } from './steward-screen.ts';
import { renderTop } from './tasks.ts';

const words = {
  en: {
    title: 'What was sent, and what is due',
    lead: 'Each event on its way to each receiver. It is tried ten times over three days; what did not come through then is a dead letter, until you send it again.',
    state: 'Show',
    all: 'All',
    dead: 'Dead letters',
    due: 'Due',
    delivered: 'Delivered',
    dropped: 'Dropped: it was erased, nothing is left to tell',
    receiver: 'To',
    every: 'Every receiver',
    receivers: 'Receivers',
    none: 'Nothing here. Dead letters stand here once a receiver did not answer ten times.',
    'signup.created': 'A sign-up',
    'pledge.created': 'A pledge',
    'consent.revoked': 'Consent taken back',
    'person.erased': 'Somebody to be erased',
    to: '{event}, to {receiver}',
    since: 'since {when}',
    next: 'next try {when}',
    tries: 'last try {when}: {what}',
    silent: 'no answer',
    status: 'answered {status}',
    replay: 'Send again',
    sent: 'It is on its way again.',
    more: 'Show older ones',
  },
  es: {
    title: 'Lo enviado y lo pendiente',
    lead: 'Cada aviso en camino a cada receptor. Se intenta diez veces en tres días; lo que no llegó es carta muerta hasta que la envíes otra vez.',
    state: 'Mostrar',
    all: 'Todo',
    dead: 'Cartas muertas',
    due: 'Pendiente',
    delivered: 'Entregado',
    dropped: 'Descartado: se borró, no queda nada que avisar',
    receiver: 'Para',
    every: 'Todos los receptores',
    receivers: 'Receptores',
    none: 'Nada aquí. Las cartas muertas aparecen cuando un receptor no respondió diez veces.',
    'signup.created': 'Una inscripción',
    'pledge.created': 'Un compromiso',
    'consent.revoked': 'Consentimiento retirado',
    'person.erased': 'Alguien que debe borrarse',
    to: '{event}, para {receiver}',
    since: 'desde {when}',
    next: 'próximo intento {when}',
    tries: 'último intento {when}: {what}',
    silent: 'sin respuesta',
    status: 'respondió {status}',
    replay: 'Enviar otra vez',
    sent: 'Está otra vez en camino.',
    more: 'Mostrar anteriores',
  },
} satisfies WordsIn<Record<string, string>>;

const states = ['dead', 'due', 'delivered', 'dropped'] as const;

/** What was sent to receivers, what is due, and what did not come through. */
class Deliveries extends StewardScreen {
  static override properties = {
    ...StewardScreen.properties,
    deliveries: { state: true },
    receivers: { state: true },
    next: { state: true },
  };
  declare deliveries: readonly Delivery[] | null;
  declare receivers: readonly Receiver[];
  /** Address of what is older; undefined where nothing is. */
  declare next: string | undefined;
  readonly #wanted = { state: 'dead', receiver: '' };

  constructor() {
    super();
    this.deliveries = null;
    this.receivers = [];
    this.next = undefined;
  }

  protected override async load(): Promise<void> {
    const query = new URLSearchParams(Object.entries(this.#wanted).filter(([, value]) => value !== ''));
    this.receivers = await listAll<Receiver>('/v1/manage/receivers');
    await this.#read(`/v1/manage/deliveries?${query}`, []);
  }

  async #read(path: string, before: readonly Delivery[]): Promise<void> {
    const { data, next } = await call<Delivery[]>('GET', path);
    this.deliveries = [...before, ...data];
    this.next = next;
  }

  protected override render(): TemplateResult {
    const say = this.say(words);
    const filter = (name: 'state' | 'receiver') => (value: string) => {
      this.#wanted[name] = value;
      this.done = null;
      void this.attempt(() => this.load());
    };
    const kinds = [...states.map((state) => [state, say[state]] as const), ['', say.all] as const];
    const targets = [['', say.every], ...this.receivers.map(({ id, name }) => [id, name] as const)] as const;
    const read = () => void this.attempt(() => this.#read(this.next!, this.deliveries!));
    return html`${renderTop(this.context.lang, say.title, say.lead)}
      <p><a href="/desk/steward/receivers">${say.receivers}</a></p>
      <div class="filters">
        ${renderChoice({ name: 'state', label: say.state }, kinds, { chosen: this.#wanted.state, onChange: filter('state') })}
        ${renderChoice({ name: 'receiver', label: say.receiver }, targets, { onChange: filter('receiver') })}
      </div>
      ${this.renderProblem()} ${this.renderDone()}
      ${this.deliveries?.length === 0 ? html`<p class="note">${say.none}</p>` : nothing}
      <ul class="plain">
        ${this.deliveries?.map((delivery) => this.#renderDelivery(delivery))}
      </ul>
      ${this.next === undefined ? nothing : html`<p><button class="second" @click=${read}>${say.more}</button></p>`}`;
  }

  #renderDelivery(delivery: Delivery): TemplateResult {
    const say = this.say(words);
    const { event, receiver, state, queuedAt, nextTryAt, attempts, chapter } = delivery;
    const to = this.receivers.find(({ id }) => id === receiver)?.name ?? receiver;
    const title = say.to.replace('{event}', say[event]).replace('{receiver}', to);
    const last = attempts.at(-1);
    const answer =
      last?.status == null ? (last?.error ?? say.silent) : say.status.replace('{status}', `${last.status}`);
    const facts = [
      this.chapterName(chapter, chapter),
      say.since.replace('{when}', this.moment(queuedAt)),
      ...(last === undefined ? [] : [say.tries.replace('{when}', this.moment(last.at)).replace('{what}', answer)]),
      ...(nextTryAt === null ? [] : [say.next.replace('{when}', this.moment(nextTryAt))]),
    ];
    return html`<li class="row">
      <div>
        <h2>${title}</h2>
        ${this.#wanted.state === '' ? html`<p class="tag">${say[state]}</p>` : nothing}
        <p class="caption">${facts.join(' · ')}</p>
      </div>
      ${
        state === 'dead' || state === 'delivered'
          ? html`<button
              class="link"
              aria-label="${say.replay}: ${title}, ${this.moment(queuedAt)}"
              @click=${() => void this.#replay(delivery)}
            >
              ${say.replay}
            </button>`
          : nothing
      }
    </li>`;
  }

  async #replay({ id }: Delivery): Promise<void> {
    await this.act(this.say(words).sent, async () => {
      await call('POST', `/v1/manage/deliveries/${id}/replay`);
    });
  }
}

customElements.define('desk-deliveries', Deliveries);
