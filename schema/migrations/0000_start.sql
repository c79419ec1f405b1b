CREATE TABLE `audit` (
	`number` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` text NOT NULL,
	`token` text NOT NULL,
	`token_name` text NOT NULL,
	`action` text NOT NULL,
	`chapter` text,
	`kind` text,
	`target` text NOT NULL,
	`before` text,
	`after` text
);
--> statement-breakpoint
CREATE INDEX `audit_by_chapter` ON `audit` (`chapter`,`number`);--> statement-breakpoint
CREATE TABLE `tokens` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`digest` text NOT NULL,
	`grants` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` text NOT NULL,
	`expires_at` text,
	`revoked_at` text
);
--> statement-breakpoint
CREATE TABLE `campaigns` (
	`id` integer PRIMARY KEY NOT NULL,
	`settings` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `chapters` (
	`slug` text PRIMARY KEY NOT NULL,
	`inherits` text,
	`region` text NOT NULL,
	`time_zone` text NOT NULL,
	`translations` text NOT NULL,
	`deleted_at` text
);
--> statement-breakpoint
CREATE TABLE `entries` (
	`id` text PRIMARY KEY NOT NULL,
	`chapter` text NOT NULL,
	`kind` text NOT NULL,
	`slug` text NOT NULL,
	`mode` text NOT NULL,
	`status` text NOT NULL,
	`revision` integer NOT NULL,
	`published_revision` integer,
	`digest` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	FOREIGN KEY (`chapter`) REFERENCES `chapters`(`slug`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `entries_by_slug` ON `entries` (`chapter`,`kind`,`slug`);--> statement-breakpoint
CREATE INDEX `entries_by_kind_and_slug` ON `entries` (`kind`,`slug`);--> statement-breakpoint
CREATE TABLE `versions` (
	`entry` text NOT NULL,
	`revision` integer NOT NULL,
	`source` text NOT NULL,
	`removes` integer NOT NULL,
	`changed_by` text NOT NULL,
	`changed_at` text NOT NULL,
	PRIMARY KEY(`entry`, `revision`),
	FOREIGN KEY (`entry`) REFERENCES `entries`(`id`) ON UPDATE no action ON DELETE no action
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
	`base` text,
	`manifest` text NOT NULL,
	`created_at` text NOT NULL,
	FOREIGN KEY (`base`) REFERENCES `documents`(`digest`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`manifest`) REFERENCES `documents`(`digest`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `releases_by_chapter` ON `releases` (`chapter`,`created_at`);--> statement-breakpoint
CREATE TABLE `revocations` (
	`number` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`entry` text NOT NULL,
	`is_revoked` integer NOT NULL,
	`noted_at` text NOT NULL
);
