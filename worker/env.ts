import { z } from 'zod';
import { SealingKeys, sealingKeyVariables } from './sealing-keys.ts';

/** An object whose work is done by its alarm. */
export interface Alarmed extends Rpc.DurableObjectBranded {
  /** Sets the alarm for what is due next. */
  arm: () => Promise<void>;
}

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
  COUNTER_SECONDS?: string;
  WEBHOOK_HOSTS?: string;
  CAMPAIGN_ORIGIN?: string;
  CHAPTER_HOSTS?: string;
  SECURITY_CONTACT?: string;
  ASSETS: Fetcher;
  JOURNAL: DurableObjectNamespace<Alarmed>;
  SCHEDULE: DurableObjectNamespace<Alarmed>;
  COURIER: DurableObjectNamespace;
  /** Reaches public addresses alone. Not on Cloudflare, whose network reaches no others. */
  EGRESS?: Fetcher;
}

/** Hono's type parameter for every app of the Worker. */
export interface Bindings {
  Bindings: Env;
}

const secret = (hint: string) => z.string(hint).min(32, hint);

const hostsHint =
  'Set WEBHOOK_HOSTS to the host names to which webhooks may go, with spaces between: names of the public DNS in lower case.';

// No address, no name without a dot, and none of those that stand for this machine or this network.
const hostName =
  /^(?!.*\.(?:localhost|local|internal|lan|home|corp|arpa)$)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;

const WebhookHosts = z
  .string(hostsHint)
  .nullish()
  .transform((text) => (text ?? '').split(/\s+/).filter((host) => host !== ''))
  .pipe(z.array(z.string().regex(hostName, hostsHint)));

const originHint = 'Set CAMPAIGN_ORIGIN to the origin of the campaign’s pages, like https://campaign.example.';
const chapterHostsHint =
  'Set CHAPTER_HOSTS to chapters with the host of each, like "oregon=oregon.example", with spaces between, and CAMPAIGN_ORIGIN with them.';

const CampaignOrigin = z
  .string(originHint)
  .nullish()
  .transform((text) => (text ? text.replace(/\/$/, '') : undefined))
  .refine((text) => text === undefined || (URL.canParse(text) && new URL(text).origin === text), originHint);

const ChapterHosts = z
  .string(chapterHostsHint)
  .nullish()
  .transform((text) => (text ?? '').split(/\s+/).filter((each) => each !== ''))
  .pipe(z.array(z.string().regex(/^[a-z0-9-]+=[a-z0-9.-]+(?::\d+)?$/, chapterHostsHint)));

const Config = z
  .object({
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
    WEBHOOK_HOSTS: WebhookHosts,
    SHOW_DRAFTS: z.enum(['true', 'false'], 'Set SHOW_DRAFTS to "true" or "false".').default('false'),
    COUNTER_SECONDS: z.coerce
      .number('Set COUNTER_SECONDS to a number of seconds.')
      .min(0.1, 'Set COUNTER_SECONDS to 0.1 or more.')
      .max(86_400, 'Set COUNTER_SECONDS to 86400 or less.')
      .default(3600),
    CAMPAIGN_ORIGIN: CampaignOrigin,
    CHAPTER_HOSTS: ChapterHosts,
    SECURITY_CONTACT: z
      .string()
      .nullish()
      .transform((text) => text || null)
      .refine(
        (text) => text === null || /^(?:mailto:.+@.+|https:\/\/.+)$/.test(text),
        'Set SECURITY_CONTACT to where faults are reported: mailto:… or https://….',
      ),
  })
  .refine(({ CAMPAIGN_ORIGIN, CHAPTER_HOSTS }) => CHAPTER_HOSTS.length === 0 || CAMPAIGN_ORIGIN, chapterHostsHint)
  .transform((settings) => ({
    ...settings,
    // A chapter's pages are reached as the campaign's are.
    CHAPTER_HOSTS: new Map(
      settings.CHAPTER_HOSTS.map((each) => {
        const [slug, host] = each.split('=') as [string, string];
        return [slug, `${new URL(settings.CAMPAIGN_ORIGIN!).protocol}//${host}`];
      }),
    ) as ReadonlyMap<string, string>,
  }));
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
  const texts = sealingKeyVariables.map((name) => (env as Record<string, unknown>)[name]).filter((text) => !!text);
  const result = Config.safeParse({ ...env, SEALING_KEYS: texts });
  if (!result.success) throw new ConfigError(result.error.issues[0]!.message);
  checked.set(env, result.data);
  return result.data;
}
