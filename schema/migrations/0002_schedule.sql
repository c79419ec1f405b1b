CREATE TABLE `schedule` (
	`id` text PRIMARY KEY NOT NULL,
	`entry` text NOT NULL,
	`action` text NOT NULL,
	`at` text NOT NULL,
	`local` text NOT NULL,
	`time_zone` text NOT NULL,
	`revision` integer NOT NULL,
	`token` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` text NOT NULL,
	`state` text NOT NULL,
	`reason` text,
	`ended_at` text,
	FOREIGN KEY (`entry`) REFERENCES `entries`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `schedule_by_state` ON `schedule` (`state`,`at`);--> statement-breakpoint
CREATE UNIQUE INDEX `schedule_once` ON `schedule` (`entry`,`action`) WHERE state = 'planned';