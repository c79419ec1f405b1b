CREATE TABLE `chapters` (
	`slug` text PRIMARY KEY NOT NULL,
	`inherits` text,
	`region` text NOT NULL,
	`time_zone` text NOT NULL,
	`translations` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `entries` (
	`id` text PRIMARY KEY NOT NULL,
	`chapter` text NOT NULL,
	`kind` text NOT NULL,
	`slug` text NOT NULL,
	`mode` text NOT NULL,
	`status` text NOT NULL,
	`shared` text NOT NULL,
	`digest` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`chapter`) REFERENCES `chapters`(`slug`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `entries_by_slug` ON `entries` (`chapter`,`kind`,`slug`);--> statement-breakpoint
CREATE TABLE `translations` (
	`entry` text NOT NULL,
	`locale` text NOT NULL,
	`method` text NOT NULL,
	`fields` text NOT NULL,
	PRIMARY KEY(`entry`, `locale`),
	FOREIGN KEY (`entry`) REFERENCES `entries`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `consents` (
	`submission` text NOT NULL,
	`channel` text NOT NULL,
	`disclosure` text NOT NULL,
	`version` integer NOT NULL,
	`digest` text NOT NULL,
	`locale` text NOT NULL,
	`page_origin` text,
	`given_at` text NOT NULL,
	PRIMARY KEY(`submission`, `channel`),
	FOREIGN KEY (`submission`) REFERENCES `submissions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `counter_totals` (
	`id` text PRIMARY KEY NOT NULL,
	`counter` text NOT NULL,
	`count` integer NOT NULL,
	`source` text NOT NULL,
	`recorded_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `counter_totals_by_counter` ON `counter_totals` (`counter`);--> statement-breakpoint
CREATE TABLE `submissions` (
	`id` text PRIMARY KEY NOT NULL,
	`request_mac` text NOT NULL,
	`type` text NOT NULL,
	`chapter` text NOT NULL,
	`pledge` text,
	`sealed` text NOT NULL,
	`received_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `submissions_by_pledge` ON `submissions` (`type`,`pledge`);--> statement-breakpoint
CREATE TABLE `documents` (
	`digest` text PRIMARY KEY NOT NULL,
	`body` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `frozen_texts` (
	`key` text PRIMARY KEY NOT NULL,
	`digest` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `live_pointers` (
	`chapter` text PRIMARY KEY NOT NULL,
	`release` text NOT NULL,
	FOREIGN KEY (`release`) REFERENCES `releases`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `publishes` (
	`revision` integer PRIMARY KEY NOT NULL,
	`published_at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `releases` (
	`id` text PRIMARY KEY NOT NULL,
	`chapter` text NOT NULL,
	`manifest` text NOT NULL,
	`created_at` text NOT NULL,
	FOREIGN KEY (`manifest`) REFERENCES `documents`(`digest`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `releases_by_chapter` ON `releases` (`chapter`,`created_at`);