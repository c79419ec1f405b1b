-- What was given before the chain of consents began comes before it, without a hash.
INSERT INTO consent_events (number, event, submission, channel, disclosure, version, digest, locale, page_origin, at, hash)
SELECT row_number() OVER (ORDER BY given_at, submission, channel), 'given', submission, channel, disclosure, version, digest, locale, page_origin, given_at, ''
FROM consents;
--> statement-breakpoint
INSERT INTO tallies (act, chapter, people)
SELECT CASE type WHEN 'signup' THEN 'signup' ELSE 'pledge:' || pledge END AS act, chapter, count(*)
FROM submissions GROUP BY act, chapter;
