import { WebhookUrl } from '../../schema/wire/receiver.ts';
import type { Config } from '../env.ts';

/** Whether events may be sent there: the host is of those that the settings name, whatever the database says. */
export function isApprovedUrl({ WEBHOOK_HOSTS }: Pick<Config, 'WEBHOOK_HOSTS'>, url: string): boolean {
  return WebhookUrl.safeParse(url).success && WEBHOOK_HOSTS.includes(new URL(url).host);
}
