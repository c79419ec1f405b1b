CREATE TABLE `partners` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`mode` text NOT NULL,
	`chapter` text NOT NULL,
	`origins` text NOT NULL,
	`per_hour` integer NOT NULL,
	`created_by` text NOT NULL,
	`created_at` text NOT NULL,
	`revoked_at` text
);
--> statement-breakpoint
ALTER TABLE `submissions` ADD `partner` text;--> statement-breakpoint
ALTER TABLE `submissions` ADD `standing` text;