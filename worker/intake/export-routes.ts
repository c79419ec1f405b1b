import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import { Slug } from '../../schema/kinds/kind.ts';
import type { ExportBegin, ExportEnd, SealedSubmission } from '../../schema/wire/sealed-submission.ts';
import { authorityOf, requireMay, requireToken } from '../access.ts';
import { timestamp } from '../clock.ts';
import { openDatabase, type Database } from '../db.ts';
import { readConfig, type Bindings } from '../env.ts';
import { describeError, logError, rootOf } from '../log.ts';
import { problemResponses } from '../problem.ts';
import { readSealedPages, recordExport, type SealedRow } from '../sealed-pages.ts';

const example = [
  { kind: 'sealed-submissions', version: 1, chapter: 'oregon', exportedAt: '2026-11-22T17:00:00.000Z' },
  { kind: 'end', records: 0, held: 0 },
];

const exportSubmissions = createRoute({
  method: 'get',
  path: '/v1/manage/submissions',
  operationId: 'exportSubmissions',
  tags: ['Taking part'],
  summary: 'Take away what people sent, sealed',
  description:
    'Sign-ups and pledges in the order in which they came, as JSON Lines: first what the file is, then a `SealedSubmission` on each line, at last how many there are. The server has no key that opens them; the desk’s `/desk/export.html` does, without a network. What is to be erased once a legal hold ends is left out. Needs the grant `export`, by name. Leaves a row in the audit before anything is read.',
  security: [{ manageToken: [] }],
  middleware: [requireToken],
  request: {
    query: z.object({
      chapter: z
        .union([Slug, z.literal('*')])
        .meta({ description: 'Whose people’s; `*` for every chapter.', example: 'oregon' }),
    }),
  },
  responses: {
    200: {
      description: 'The file. One without its last line is not whole.',
      content: {
        'application/jsonl': { schema: z.string(), example: example.map((line) => JSON.stringify(line)).join('\n') },
      },
    },
    ...problemResponses('unauthorized', 'forbidden', 'invalid_request', 'unavailable'),
  },
});

/** Columns are named one by one: a new one does not go out by itself. */
function toLine({ takenBack, revocations, ...row }: SealedRow): SealedSubmission {
  const { id, type, receivedAt, chapter, pledge, partner, standing } = row;
  const { smsConsent, smsConsentAt, smsRevokedAt, sealed } = row;
  const outside = { id, type, receivedAt, chapter, pledge, partner, standing, smsConsent, smsConsentAt, smsRevokedAt };
  const channels = (takenBack?.split(',') ?? []) as SealedSubmission['takenBack'];
  return { ...outside, takenBack: channels, revocations: revocations?.split(',') ?? [], sealed };
}

async function* writeLines(db: Database, begin: ExportBegin): AsyncGenerator<string> {
  yield `${JSON.stringify(begin)}\n`;
  const end: ExportEnd = { kind: 'end', records: 0, held: 0 };
  for await (const rows of readSealedPages(db, begin.chapter)) {
    const open = rows.filter(({ isHeld }) => isHeld === 0);
    end.records += open.length;
    end.held += rows.length - open.length;
    yield open.map((row) => `${JSON.stringify(toLine(row))}\n`).join('');
  }
  yield `${JSON.stringify(end)}\n`;
}

/** Sends as fast as it is taken. What fails on the way breaks the answer off, and so lacks its end. */
function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await lines.next();
        if (done === true) controller.close();
        else controller.enqueue(encoder.encode(value));
      } catch (error) {
        logError({ event: 'export_broken_off', ...describeError(rootOf(error)) });
        controller.error(new Error('The export broke off'));
      }
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
}

/** The sealed export. */
export function registerExport(app: OpenAPIHono<Bindings>): void {
  app.openapi(exportSubmissions, async (c) => {
    const { chapter } = c.req.valid('query');
    const authority = authorityOf(c);
    requireMay(authority, 'export', { chapter, locale: '*', kind: '*' });
    const db = openDatabase(readConfig(c.env));
    await recordExport(db, authority, chapter, chapter === '*' ? null : chapter);
    const exportedAt = timestamp();
    const lines = writeLines(db, { kind: 'sealed-submissions', version: 1, chapter, exportedAt });
    const name = `sealed-${chapter === '*' ? 'all' : chapter}-${exportedAt.slice(0, 10)}.jsonl`;
    c.header('Content-Disposition', `attachment; filename="${name}"`);
    return c.body(streamOf(lines), 200, { 'Content-Type': 'application/jsonl' }) as never;
  });
}
