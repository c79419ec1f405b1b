DROP TABLE `consents`;--> statement-breakpoint
DROP INDEX `submissions_by_pledge`;--> statement-breakpoint
ALTER TABLE `submissions` DROP COLUMN `request_mac`;