import { z } from 'zod';

/**
 * The settings that hold the public keys, each a JWK set. One variable of a Worker takes 5 kB, which is eight keys; all
 * of these together hold eighty.
 */
export const sealingKeyVariables = [
  'SEALING_KEYS',
  ...Array.from({ length: 9 }, (_, index) => `SEALING_KEYS_${index + 2}`),
] as const;

// Strict: a private key has more members, and must never come here. 342 characters of base64url are 2,048 bits.
const SealingKey = z
  .strictObject({
    kty: z.literal('RSA'),
    alg: z.literal('RSA-OAEP-256'),
    /** Its holder, a hyphen, and letters and digits of its own. */
    kid: z.string().min(1).max(100),
    use: z.literal('enc').optional(),
    n: z.base64url().min(342),
    e: z.base64url().min(1),
    /** Of a receiver's key alone: the chapter whose people's records are sealed to it; `*` for each. */
    chapter: z.string().min(1).optional(),
  })
  .refine(({ kid, chapter }) => kid.startsWith('receiver-') === (chapter !== undefined));
/** A public key to which personal fields are sealed (JWK). */
export type SealingKey = z.infer<typeof SealingKey>;

/** Who has the private part: `campaign`, `recovery`, `chapter-{slug}` or `receiver-{id}`. */
export function holderOf({ kid }: Pick<SealingKey, 'kid'>): string {
  return kid.replace(/-[^-]*$/, '');
}

const hint =
  'Set SEALING_KEYS to a JWK set with the campaign’s and the recovery public key (kid "campaign-…" and "recovery-…", RSA-OAEP-256), and "chapter-{slug}-…" for chapters that read their own.';

/** All keys of the settings' texts. */
export const SealingKeys = z.array(z.string(hint), hint).transform((texts, context) => {
  try {
    const keys = texts.flatMap((text) => z.object({ keys: z.array(SealingKey) }).parse(JSON.parse(text)).keys);
    if (['campaign', 'recovery'].every((holder) => keys.some((key) => holderOf(key) === holder))) return keys;
  } catch {
    // Falls through: the parser's message could repeat the value.
  }
  context.addIssue({ code: 'custom', message: hint });
  return z.NEVER;
});
