import type { OpenAPIHono, RouteConfig } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { kinds } from '../../schema/kinds/index.ts';
import type { Kind } from '../../schema/kinds/kind.ts';
import { AnyEntry, AnyNewEntry, AnyTranslation } from '../../schema/wire/authored.ts';
import { authorityOf, requireMay, requireToken } from '../access.ts';
import { changedTags, purge } from '../cache-tags.ts';
import type { Bindings } from '../env.ts';
import { ProblemError } from '../problem.ts';
import { findAuthored, listAuthored, toHeads } from './authored.ts';
import { ChapterQuery, EntriesQuery, entryContracts, TranslationParams } from './entry-contracts.ts';
import { etagOf, findPresent, placeOf, sendEntry } from './entry-place.ts';
import { databaseOf, parse, parseBody, readCampaign, requireMatch, smallJson } from './input.ts';
import { answerPage } from '../page.ts';
import { requireChapter } from './places.ts';
import { refuseOverOwn, removeEntry, saveEntry } from './save.ts';
import { answerDiff, answerVersion, answerVersions, restoreEntry } from './version-routes.ts';

type Handler = (c: Context<Bindings>, kind: Kind) => Promise<Response>;

/**
 * The authoring operations of every kind of the registry. Their contracts are registered beside their handlers: one
 * handler serves all kinds, and the kind itself checks what came.
 */
export function registerEntries(app: OpenAPIHono<Bindings>): void {
  for (const kind of kinds) {
    const contracts = entryContracts(kind);
    const on = (contract: RouteConfig & { getRoutingPath: () => string }, handler: Handler) => {
      app.openAPIRegistry.registerPath(contract);
      const hasBody = contract.request?.body !== undefined;
      const before = [requireToken, ...(hasBody ? smallJson : [])];
      app.on([contract.method.toUpperCase()], [contract.getRoutingPath()], ...before, async (c: Context<Bindings>) => {
        const answer = await handler(c, kind);
        // A consent that is taken back counts once it is written, before any publish.
        if (hasBody && kind.isRevoked !== undefined) purge(c.executionCtx, changedTags(chapterOf(c), [kind.name]));
        return answer;
      });
    };
    on(contracts.list, answerList);
    on(contracts.create, createEntry);
    on(contracts.read, answerEntry);
    on(contracts.replace, replaceEntry);
    on(contracts.remove, deleteEntry);
    on(contracts.restore, restoreEntry);
    on(contracts.translate, replaceTranslation);
    on(contracts.untranslate, deleteTranslation);
    on(contracts.versions, answerVersions);
    on(contracts.version, answerVersion);
    on(contracts.diff, answerDiff);
  }
}

function chapterOf(c: Context<Bindings>): string {
  return parse(ChapterQuery, c.req.query(), 'query').chapter;
}

async function answerList(c: Context<Bindings>, kind: Kind): Promise<Response> {
  const { chapter, limit, cursor, removed } = parse(EntriesQuery, c.req.query(), 'query');
  const db = databaseOf(c);
  const authority = authorityOf(c);
  await requireChapter(db, authority, chapter, kind.name);
  const selection = { chapter, kind, removed: removed === 'true', after: cursor, limit: limit + 1 };
  const [campaign, rows] = await Promise.all([readCampaign(db), listAuthored(db, authority, selection)]);
  const heads = (await toHeads(db, campaign, rows)).map(({ source: _source, ...head }) => head);
  return c.json(answerPage(c, heads, limit, ({ slug }) => slug));
}

async function createEntry(c: Context<Bindings>, kind: Kind): Promise<Response> {
  const { chapter } = parse(ChapterQuery, c.req.query(), 'query');
  const db = databaseOf(c);
  const authority = authorityOf(c);
  await requireChapter(db, authority, chapter, kind.name);
  requireMay(authority, 'create', { chapter, locale: '*', kind: kind.name });
  const { slug, ...source } = await parseBody(c, AnyNewEntry);
  const place = { chapter, kind, slug };
  const known = await findAuthored(db, authority, place);
  if (known?.deletedAt === null) throw new ProblemError('already_exists');
  await refuseOverOwn(db, place);
  await saveEntry(db, authority, { place, known, source });
  return sendEntry(c, db, place, 201);
}

async function answerEntry(c: Context<Bindings>, kind: Kind): Promise<Response> {
  const { place, db } = placeOf(c, kind);
  return sendEntry(c, db, place, 200);
}

async function replaceEntry(c: Context<Bindings>, kind: Kind): Promise<Response> {
  const { place, db } = placeOf(c, kind);
  const known = await findPresent(c, db, place);
  requireMay(authorityOf(c), 'update', { chapter: place.chapter, locale: '*', kind: kind.name });
  requireMatch(c, etagOf(known));
  await saveEntry(db, authorityOf(c), { place, known, source: await parseBody(c, AnyEntry) });
  return sendEntry(c, db, place, 200);
}

async function deleteEntry(c: Context<Bindings>, kind: Kind): Promise<Response> {
  const { place, db } = placeOf(c, kind);
  const known = await findPresent(c, db, place);
  requireMay(authorityOf(c), 'delete', { chapter: place.chapter, locale: '*', kind: kind.name });
  requireMatch(c, etagOf(known));
  await removeEntry(db, authorityOf(c), { place, known });
  return c.body(null, 204);
}

async function replaceTranslation(c: Context<Bindings>, kind: Kind): Promise<Response> {
  const { place, db } = placeOf(c, kind);
  const { locale } = parse(TranslationParams, c.req.param(), 'param');
  const known = await findPresent(c, db, place);
  requireMay(authorityOf(c), 'update', { chapter: place.chapter, locale, kind: kind.name });
  requireMatch(c, etagOf(known));
  const translation = await parseBody(c, AnyTranslation);
  const source = { ...known.source, translations: { ...known.source.translations, [locale]: translation } };
  await saveEntry(db, authorityOf(c), { place, known, source, translated: locale });
  return sendEntry(c, db, place, 200);
}

async function deleteTranslation(c: Context<Bindings>, kind: Kind): Promise<Response> {
  const { place, db } = placeOf(c, kind);
  const { locale } = parse(TranslationParams, c.req.param(), 'param');
  const known = await findPresent(c, db, place);
  requireMay(authorityOf(c), 'delete', { chapter: place.chapter, locale, kind: kind.name });
  requireMatch(c, etagOf(known));
  if (!Object.hasOwn(known.source.translations, locale)) throw new ProblemError('not_found');
  const { [locale]: _removed, ...translations } = known.source.translations;
  await saveEntry(db, authorityOf(c), { place, known, source: { ...known.source, translations } });
  return c.body(null, 204);
}
