import type { Challenge } from '../../schema/wire/challenge.ts';
import type { Problem } from '../../schema/wire/problem.ts';
import type { Kept } from './api.ts';
import { solve } from './proof.ts';

/** How often a server that asks for a harder proof gets one. */
const proofsAtMost = 5;

const proofs = new Map<string, Promise<string>>();

/** What is sent with every act: the page, by way of whom, and what brought the person here. */
function attribution(partner: string | null): Record<string, unknown> {
  const page = location.origin + location.pathname;
  const query = new URLSearchParams(location.search);
  const utm = ['source', 'medium', 'campaign', 'term', 'content'].flatMap((name) => {
    const value = query.get(`utm_${name}`)?.trim();
    // What the API would not take is no reason to lose a sign-up.
    return value && !/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u.test(value) ? [[name, value.slice(0, 100)] as const] : [];
  });
  return {
    page: /^http.{4,2044}$/.test(page) ? page : null,
    ...(partner && { partner: partner.slice(0, 100) }),
    ...(document.referrer.startsWith('http') && { referrer: new URL(document.referrer).origin }),
    ...(utm.length > 0 && { utm: Object.fromEntries(utm) }),
  };
}

/** The proof of work that goes with a key. It is worked out once, and can be begun before it is needed. */
function prove(origin: string, key: string, partner?: string | null): Promise<string> {
  let proof = proofs.get(key);
  if (!proof) {
    proof = findProof(`${origin}/v1/challenge?${new URLSearchParams(partner ? { partner } : {})}`, key);
    proofs.set(key, proof);
    // What failed is tried anew when it is needed.
    proof.catch(() => proofs.delete(key));
  }
  return proof;
}

async function findProof(url: string, key: string): Promise<string> {
  const answer = await fetch(url, {
    headers: { 'idempotency-key': key },
    credentials: 'omit',
    signal: AbortSignal.timeout(10_000),
  });
  if (!answer.ok) throw new Error(`${answer.status}`);
  const { data } = await answer.json<{ data: Challenge }>();
  return solve(data);
}

/**
 * Sends JSON with its proof of work. A lost connection and a server that can't answer are tried twice more with the
 * same key, so that the record is kept once; where a harder proof is wanted, it is worked out. Answers the receipt or
 * the problem; rejects when nothing is known.
 */
async function post(url: string, body: string, key: string): Promise<Kept | Problem> {
  const { partner } = JSON.parse(body) as { partner?: string };
  for (let retries = 2, proofsLeft = proofsAtMost; ;) {
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': key,
          'uwh-proof': await prove(new URL(url).origin, key, partner),
        },
        body,
        credentials: 'omit',
        keepalive: true,
        signal: AbortSignal.timeout(10_000),
      });
      if (answer.ok) return await answer.json<Kept>();
      if (answer.status >= 500) throw new Error(`${answer.status}`);
      const problem = await answer.json<Problem>();
      if (problem.code !== 'challenge_required' || !proofsLeft--) return problem;
      proofs.delete(key);
    } catch (error) {
      if (!retries--) throw error;
      await new Promise((resolve) => setTimeout(resolve, (2 - retries) * 300 * (1 + Math.random())));
    }
  }
}

/** Sends to the whole campaign what a chapter can't get: the host named one that is not there, and no field mends it. */
async function postAnywhere(url: string, body: string, key: string): Promise<Kept | Problem> {
  const answer = await post(url, body, key);
  if (!answer.errors?.some(({ pointer }) => pointer === '/chapter')) return answer;
  // Other words need another key, and the same words the same, so that a repeat is kept once.
  return post(url, JSON.stringify({ ...JSON.parse(body), chapter: 'national' }), `${key}-all`);
}

// Not `crypto.randomUUID`, which pages on plain http do not have.
const newKey = () => crypto.getRandomValues(new Uint32Array(5)).join('-');

/** Sends what stands in a form, under a key by which a repeat is kept once. */
export class Sender {
  readonly #host: { origin: string; partner: string | null };
  #text = '';
  #key = newKey();

  /** The proof of work is begun at once, while the person types. */
  constructor(host: { origin: string; partner: string | null }) {
    this.#host = host;
    void prove(host.origin, this.#key, host.partner).catch(() => {});
  }

  async send(url: string, body: object): Promise<Kept | Problem> {
    this.#renewKey(JSON.stringify({ ...body, ...attribution(this.#host.partner) }));
    const answer = await postAnywhere(url, this.#text, this.#key);
    if ('data' in answer) this.#renewKey('');
    return answer;
  }

  /** The same answers keep their key, so that sending them again after a lost connection is kept once. */
  #renewKey(text: string): void {
    if (text === this.#text) return;
    // The first key is made before there is a text.
    if (this.#text) this.#key = newKey();
    this.#text = text;
  }
}
