CREATE TABLE `acts` (
	`id` text PRIMARY KEY NOT NULL,
	`type` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `consent_events` (
	`number` integer PRIMARY KEY NOT NULL,
	`event` text NOT NULL,
	`submission` text NOT NULL,
	`contact` text,
	`channel` text NOT NULL,
	`disclosure` text NOT NULL,
	`version` integer NOT NULL,
	`digest` text NOT NULL,
	`locale` text NOT NULL,
	`page_origin` text,
	`at` text NOT NULL,
	`hash` text NOT NULL,
	`organization` text,
	`control` text,
	`control_default` text,
	`form` text,
	`client_at` text,
	`partner` text,
	`method` text
);
--> statement-breakpoint
CREATE INDEX `consent_events_by_submission` ON `consent_events` (`submission`);--> statement-breakpoint
CREATE INDEX `consent_events_by_contact` ON `consent_events` (`contact`);--> statement-breakpoint
CREATE TABLE `contacts` (
	`digest` text PRIMARY KEY NOT NULL,
	`person` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `contacts_by_person` ON `contacts` (`person`);--> statement-breakpoint
CREATE TABLE `drains` (
	`number` integer PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE `held_erasures` (
	`id` text PRIMARY KEY NOT NULL,
	`person` integer NOT NULL,
	`submission` text,
	`at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `holds` (
	`contact` text PRIMARY KEY NOT NULL,
	`since` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `messages` (
	`id` text PRIMARY KEY NOT NULL,
	`contact` text NOT NULL,
	`sealed` text NOT NULL,
	`received_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `messages_by_contact` ON `messages` (`contact`);--> statement-breakpoint
CREATE INDEX `messages_by_time` ON `messages` (`received_at`);--> statement-breakpoint
CREATE TABLE `published_counts` (
	`counter` text NOT NULL,
	`chapter` text NOT NULL,
	`partner` text NOT NULL,
	`kind` text NOT NULL,
	`figure` integer NOT NULL,
	`threshold` integer NOT NULL,
	PRIMARY KEY(`counter`, `chapter`, `partner`, `kind`)
);
--> statement-breakpoint
CREATE TABLE `supporters` (
	`person` integer NOT NULL,
	`act` text NOT NULL,
	`chapter` text NOT NULL,
	`partner` text,
	PRIMARY KEY(`person`, `act`)
);
--> statement-breakpoint
CREATE TABLE `suppressions` (
	`id` text PRIMARY KEY NOT NULL,
	`contact` text NOT NULL,
	`channel` text NOT NULL,
	`organization` text NOT NULL,
	`at` text NOT NULL,
	`due` text NOT NULL,
	`settled_at` text
);
--> statement-breakpoint
CREATE INDEX `suppressions_by_contact` ON `suppressions` (`contact`);--> statement-breakpoint
CREATE INDEX `suppressions_by_due` ON `suppressions` (`due`) WHERE settled_at is null;--> statement-breakpoint
CREATE TABLE `tallies` (
	`act` text NOT NULL,
	`chapter` text NOT NULL,
	`partner` text DEFAULT '' NOT NULL,
	`people` integer NOT NULL,
	PRIMARY KEY(`act`, `chapter`, `partner`)
);
--> statement-breakpoint
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
--> statement-breakpoint
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
ALTER TABLE `counter_totals` ADD `kind` text DEFAULT 'paper' NOT NULL;--> statement-breakpoint
ALTER TABLE `counter_totals` ADD `chapter` text DEFAULT 'national' NOT NULL;--> statement-breakpoint
ALTER TABLE `counter_totals` ADD `partner` text;--> statement-breakpoint
ALTER TABLE `submissions` ADD `person` integer;--> statement-breakpoint
ALTER TABLE `submissions` ADD `partner` text;--> statement-breakpoint
ALTER TABLE `submissions` ADD `standing` text;--> statement-breakpoint
CREATE INDEX `submissions_by_person` ON `submissions` (`person`);--> statement-breakpoint
ALTER TABLE `releases` ADD `retired_at` text;