CREATE TABLE `deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`receiver` text NOT NULL,
	`event` text NOT NULL,
	`submission` text NOT NULL,
	`chapter` text NOT NULL,
	`detail` text,
	`at` text NOT NULL,
	`state` text NOT NULL,
	`queued_at` text NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`next_try_at` text,
	`delivered_at` text,
	`attempts` text DEFAULT '[]' NOT NULL,
	FOREIGN KEY (`receiver`) REFERENCES `receivers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `deliveries_due` ON `deliveries` (`state`,`receiver`,`next_try_at`);--> statement-breakpoint
CREATE INDEX `deliveries_by_time` ON `deliveries` (`queued_at`,`id`);--> statement-breakpoint
CREATE INDEX `deliveries_by_submission` ON `deliveries` (`submission`);--> statement-breakpoint
CREATE TABLE `receivers` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`url` text NOT NULL,
	`chapter` text NOT NULL,
	`events` text NOT NULL,
	`state` text NOT NULL,
	`created_at` text NOT NULL,
	`approved_at` text,
	`failures` integer DEFAULT 0 NOT NULL,
	`rests_until` text
);
