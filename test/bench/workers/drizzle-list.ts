import { and, eq } from 'drizzle-orm';
import { entries, versions } from '../../../schema/tables/content.ts';
import { openDatabase } from '../../../worker/db.ts';

// What systems do that resolve on every request: the same list, read through drizzle and sqld each time.
export default {
  async fetch(_request: Request, env: { LIBSQL_URL: string }) {
    const db = openDatabase({ LIBSQL_URL: env.LIBSQL_URL, LIBSQL_AUTH_TOKEN: '' });
    const rows = await db.query
      .select({ id: entries.id, slug: entries.slug, updatedAt: entries.updatedAt, source: versions.source })
      .from(entries)
      .innerJoin(versions, and(eq(versions.entry, entries.id), eq(versions.revision, entries.publishedRevision)))
      .where(and(eq(entries.kind, 'faq'), eq(entries.chapter, 'national')));
    const data = rows.map(({ source, ...row }) => {
      const { shared, translations } = source as { shared: object; translations: Record<string, { fields: object }> };
      return { ...row, locale: 'en', ...shared, ...translations['en']?.fields };
    });
    return Response.json({ data });
  },
};
