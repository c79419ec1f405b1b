-- What search finds documents by: folded words, cut by worker/words.ts. `rowid` stands for the document's digest, `labels`
-- for where and what it is. Without content: the words can be found, and are not kept a second time.
CREATE VIRTUAL TABLE `search` USING fts5(`title`, `body`, `labels`, content='', contentless_delete=1, prefix='2 3', tokenize="ascii tokenchars '-/'");
