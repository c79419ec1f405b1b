-- What search finds documents by: folded words, cut by worker/words.ts, each behind three characters for the chapter and
-- locale it stands in. `rowid` stands for the document's digest. Without content: the words are not kept a second time.
CREATE VIRTUAL TABLE `search` USING fts5(`title`, `body`, `kind`, content='', contentless_delete=1, tokenize='ascii');
