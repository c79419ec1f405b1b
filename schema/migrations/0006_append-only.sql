-- What was done, and what was once written, can't be rewritten: not by a mistake in this code, nor by a replacing insert.
CREATE TRIGGER `audit_is_not_changed` BEFORE UPDATE ON `audit` BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_is_not_removed` BEFORE DELETE ON `audit` BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_is_not_replaced` BEFORE INSERT ON `audit`
WHEN EXISTS (SELECT 1 FROM `audit` WHERE `number` = NEW.`number`)
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `versions_are_not_changed` BEFORE UPDATE ON `versions` BEGIN SELECT RAISE(ABORT, 'versions are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `versions_are_not_removed` BEFORE DELETE ON `versions` BEGIN SELECT RAISE(ABORT, 'versions are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `versions_are_not_replaced` BEFORE INSERT ON `versions`
WHEN EXISTS (SELECT 1 FROM `versions` WHERE `entry` = NEW.`entry` AND `revision` = NEW.`revision`)
BEGIN SELECT RAISE(ABORT, 'versions are append-only'); END;

--> statement-breakpoint
-- The chain of consents only grows, by one number at a time: also what would replace a row is refused.
CREATE TRIGGER `consent_events_next` BEFORE INSERT ON consent_events
WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM consent_events)
BEGIN SELECT RAISE(ABORT, 'consent_events is a chain: the next number comes next'); END;
--> statement-breakpoint
CREATE TRIGGER consent_events_unchanged BEFORE UPDATE ON consent_events
BEGIN SELECT RAISE(ABORT, 'consent_events is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER consent_events_kept BEFORE DELETE ON consent_events
BEGIN SELECT RAISE(ABORT, 'consent_events is append-only'); END;
