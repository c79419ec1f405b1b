import { z } from 'zod';

/** What the platform hands to the Worker: bindings of `wrangler.toml`, and secrets. */
export interface Env {
  LIBSQL_URL: string;
  LIBSQL_AUTH_TOKEN: string;
  MANAGE_TOKEN: string;
  INTAKE_SECRET: string;
  CONTACT_SECRET: string;
  INBOUND_SECRET: string;
  SEALING_KEYS: string;
  SHOW_DRAFTS?: string;
  ASSETS: Fetcher;
  JOURNAL: DurableObjectNamespace;
}

/** Hono's type parameter for every app of the Worker. */
export interface Bindings {
  Bindings: Env;
}

// Strict: a private key has more members, and must never come here. 342 characters of base64url are 2,048 bits.
const SealingKey = z.strictObject({
  kty: z.literal('RSA'),
  alg: z.literal('RSA-OAEP-256'),
  kid: z.string().min(1).max(100),
  use: z.literal('enc').optional(),
  n: z.base64url().min(342),
  e: z.base64url().min(1),
});
/** A public key to which personal fields are sealed (JWK). */
export type SealingKey = z.infer<typeof SealingKey>;

const sealingKeysHint =
  'Set SEALING_KEYS to a JWK set with the campaign’s and the recovery public key (kid "campaign-…" and "recovery-…", RSA-OAEP-256), and "chapter-{slug}-…" for chapters that read their own.';

const SealingKeys = z.string(sealingKeysHint).transform((text, context) => {
  try {
    const { keys } = z.object({ keys: z.array(SealingKey) }).parse(JSON.parse(text));
    if (['campaign-', 'recovery-'].every((role) => keys.some(({ kid }) => kid.startsWith(role)))) return keys;
  } catch {
    // Falls through: the parser's message could repeat the value.
  }
  context.addIssue({ code: 'custom', message: sealingKeysHint });
  return z.NEVER;
});

const secret = (hint: string) => z.string(hint).min(32, hint);

const Config = z.object({
  LIBSQL_URL: z.url({
    protocol: /^(?:libsql|https?)$/,
    error: 'Set LIBSQL_URL to the address of a libSQL server: libsql://…, https://… or http://….',
  }),
  LIBSQL_AUTH_TOKEN: z.string('Set LIBSQL_AUTH_TOKEN to the server’s token, or to nothing.'),
  MANAGE_TOKEN: secret('Set MANAGE_TOKEN to a random secret of 32 characters or more.'),
  INTAKE_SECRET: secret('Set INTAKE_SECRET to a random secret of 32 characters or more, and never change it.'),
  CONTACT_SECRET: secret('Set CONTACT_SECRET to a random secret of 32 characters or more, and never change it.'),
  INBOUND_SECRET: secret(
    'Set INBOUND_SECRET to the secret that your provider of text messages sends or signs with, of 32 characters or more.',
  ),
  SEALING_KEYS: SealingKeys,
  SHOW_DRAFTS: z.enum(['true', 'false'], 'Set SHOW_DRAFTS to "true" or "false".').default('false'),
});
/** The settings, checked. */
export type Config = z.infer<typeof Config>;

/** A setting that is missing or can't be used. Its message is one line that says what to set. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

const checked = new WeakMap<object, Config>();

/**
 * Reads the settings, checking them once.
 * @throws {ConfigError} naming the first setting that can't be used.
 */
export function readConfig(env: object): Config {
  const known = checked.get(env);
  if (known !== undefined) return known;
  const result = Config.safeParse(env);
  if (!result.success) throw new ConfigError(result.error.issues[0]!.message);
  checked.set(env, result.data);
  return result.data;
}
