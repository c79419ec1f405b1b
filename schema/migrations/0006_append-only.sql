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
