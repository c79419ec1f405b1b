import { exportJWK, generalDecrypt, generateKeyPair, type GeneralJWE } from 'jose';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { seal } from '../../worker/intake/seal.ts';
import type { SealingKey } from '../../worker/sealing-keys.ts';

async function makeHolder(kid: string) {
  const { publicKey, privateKey } = await generateKeyPair('RSA-OAEP-256', { extractable: true });
  const { n, e } = await exportJWK(publicKey);
  const key: SealingKey = { kty: 'RSA', alg: 'RSA-OAEP-256', kid, n: n!, e: e! };
  const open = async (sealed: string) => {
    const { plaintext } = await generalDecrypt(JSON.parse(sealed) as GeneralJWE, privateKey);
    return JSON.parse(new TextDecoder().decode(plaintext)) as unknown;
  };
  return { key, open };
}

const keyOf = (sealed: string) => (JSON.parse(sealed) as GeneralJWE).recipients[0]!.encrypted_key;
const vectorOf = (sealed: string) => (JSON.parse(sealed) as GeneralJWE).iv;

describe('sealing', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('gives what comes in one second one content key, each with a vector of its own, and every holder opens each', async () => {
    const [campaign, recovery] = [await makeHolder('campaign-a'), await makeHolder('recovery-a')];
    const people = Array.from({ length: 20 }, (_, index) => ({ givenName: `Sam ${index}` }));
    const sealed: string[] = [];
    for (const person of people) sealed.push(await seal(person, [campaign.key, recovery.key]));
    expect(new Set(sealed.map(keyOf)).size).toBe(1);
    expect(new Set(sealed.map(vectorOf)).size).toBe(people.length);
    for (const { open } of [campaign, recovery]) expect(await Promise.all(sealed.map(open))).toEqual(people);

    vi.advanceTimersByTime(1000);
    const later = await seal(people[0]!, [campaign.key, recovery.key]);
    expect(keyOf(later)).not.toBe(keyOf(sealed[0]!));
    expect(await recovery.open(later)).toEqual(people[0]);
  });

  it('shares no content key between records that other holders can open, nor among more than 1,000', async () => {
    const [campaign, chapter] = [await makeHolder('campaign-b'), await makeHolder('chapter-oregon-b')];
    const person = { givenName: 'Sam' };
    const national = await seal(person, [campaign.key]);
    const local = await seal(person, [campaign.key, chapter.key]);
    expect(await campaign.open(national)).toEqual(person);
    expect(await campaign.open(local)).toEqual(person);
    await expect(chapter.open(national)).rejects.toThrow('decryption operation failed');
    // Who can open the chapter's own record has, with its content key, nothing of the other.
    const swapped = {
      ...(JSON.parse(national) as GeneralJWE),
      recipients: (JSON.parse(local) as GeneralJWE).recipients,
    };
    await expect(chapter.open(JSON.stringify(swapped))).rejects.toThrow('decryption operation failed');

    const keys = new Set<unknown>();
    for (let count = 0; count < 1001; count++) keys.add(keyOf(await seal(person, [campaign.key])));
    expect(keys.size).toBe(2);
  });

  it('makes text of different lengths equally long', async () => {
    const { key } = await makeHolder('campaign-c');
    const [short, long] = [await seal({ givenName: 'Jo' }, [key]), await seal({ givenName: 'Maximiliana' }, [key])];
    expect(short.length).toBe(long.length);
  });
});
