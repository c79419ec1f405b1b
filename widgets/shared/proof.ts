import type { Challenge } from '../../schema/wire/challenge.ts';

/** Time after which the page gets its turn, so that typing never waits. */
const sliceMs = 12;

const isPrime = (value: number): boolean => {
  for (let divisor = 2; divisor * divisor <= value; divisor++) if (value % divisor === 0) return false;
  return true;
};
const primes: number[] = [];
for (let value = 2; primes.length < 64; value++) if (isPrime(value)) primes.push(value);
/** The first 32 bits behind the point. */
const fraction = (value: number): number => ((value % 1) * 2 ** 32) | 0;
const start = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
const constants = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));

const rotate = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

/**
 * SHA-256 of one block, whose first 16 of 64 words are given. Pages on plain http have no `crypto.subtle`, and where it
 * is there a promise for each of thousands of short texts would take longer.
 */
function digest(words: Int32Array): Int32Array {
  for (let index = 16; index < 64; index++) {
    const near = words[index - 2]!;
    const far = words[index - 15]!;
    words[index] =
      (rotate(near, 17) ^ rotate(near, 19) ^ (near >>> 10)) +
      words[index - 7]! +
      (rotate(far, 7) ^ rotate(far, 18) ^ (far >>> 3)) +
      words[index - 16]!;
  }
  let [a, b, c, d, e, f, g, h] = start as unknown as [number, number, number, number, number, number, number, number];
  for (let index = 0; index < 64; index++) {
    const first =
      (h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + constants[index]! + words[index]!) |
      0;
    const second = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  return Int32Array.of(a, b, c, d, e, f, g, h).map((word, index) => word + start[index]!);
}

const wordsOf = (hex: string): number[] => hex.match(/.{8}/g)!.map((word) => Number.parseInt(word, 16) | 0);
const hexOf = (words: Int32Array): string =>
  Array.from(words, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');

/** Finds the answer to a challenge, in slices between which the page stays alive. Gives the value of `UWH-Proof`. */
export async function solve(challenge: Challenge): Promise<string> {
  const { salt, nonce, keyPrefix } = challenge.parameters;
  const words = new Int32Array(64);
  words.set(wordsOf(salt + nonce));
  words[9] = 0x80000000;
  // The length in bits: salt, nonce and counter.
  words[15] = 36 * 8;
  const [wanted] = wordsOf(keyPrefix);
  let until = performance.now() + sliceMs;
  for (let counter = 0; ; counter++) {
    words[8] = counter;
    const found = digest(words);
    if (found[0] === wanted && hexOf(found).startsWith(keyPrefix)) {
      return btoa(JSON.stringify({ challenge, solution: { counter, derivedKey: hexOf(found) } }));
    }
    if (counter % 64 === 0 && performance.now() > until) {
      await new Promise((resolve) => setTimeout(resolve));
      until = performance.now() + sliceMs;
    }
  }
}
