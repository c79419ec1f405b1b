import { z } from 'zod';

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));

/** A proof of work that is asked for, in the format of ALTCHA (version 2). */
export const Challenge = z
  .strictObject({
    parameters: z.strictObject({
      algorithm: z.literal('SHA-256'),
      cost: z.literal(1),
      data: z.strictObject({
        key: z
          .string()
          .max(64)
          .meta({ description: 'Opaque: the Idempotency-Key for which it is good, and no other.' }),
        level: z.int().min(0).max(3).meta({ description: 'How hard it is.' }),
      }),
      expiresAt: z.int().meta({ description: 'Seconds since 1970.' }),
      keyLength: z.literal(32),
      keyPrefix: hex(16).meta({ description: 'With which the digest has to begin.' }),
      nonce: hex(16),
      salt: hex(16),
    }),
    signature: hex(32),
  })
  .meta({
    id: 'Challenge',
    description:
      'Find the `counter` (from 0 up, 32 bits, big-endian) for which the SHA-256 of the bytes of `salt`, `nonce` and `counter` begins with `keyPrefix`.',
  });
export type Challenge = z.infer<typeof Challenge>;

/** A challenge with what was found. In base64, it is the header `UWH-Proof`. */
export const Proof = z.strictObject({
  challenge: Challenge,
  solution: z.strictObject({
    counter: z.int().min(0).max(0xffffffff),
    derivedKey: hex(32),
  }),
});
export type Proof = z.infer<typeof Proof>;
