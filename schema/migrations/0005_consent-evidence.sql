CREATE TABLE `acts` (
	`id` text PRIMARY KEY NOT NULL,
	`type` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `held_erasures` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`submission` text,
	`at` text NOT NULL,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `holds` (
	`contact` text PRIMARY KEY NOT NULL,
	`since` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `intake_events` (
	`number` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`type` text NOT NULL,
	`submission` text NOT NULL,
	`chapter` text NOT NULL,
	`at` text NOT NULL,
	`detail` text
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
ALTER TABLE `consent_events` ADD `organization` text;--> statement-breakpoint
ALTER TABLE `consent_events` ADD `control` text;--> statement-breakpoint
ALTER TABLE `consent_events` ADD `control_default` text;--> statement-breakpoint
ALTER TABLE `consent_events` ADD `form` text;--> statement-breakpoint
ALTER TABLE `consent_events` ADD `client_at` text;--> statement-breakpoint
ALTER TABLE `consent_events` ADD `partner` text;--> statement-breakpoint
ALTER TABLE `consent_events` ADD `method` text;