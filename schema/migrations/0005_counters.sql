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
ALTER TABLE `counter_totals` ADD `kind` text DEFAULT 'paper' NOT NULL;--> statement-breakpoint
ALTER TABLE `counter_totals` ADD `chapter` text DEFAULT 'national' NOT NULL;--> statement-breakpoint
ALTER TABLE `counter_totals` ADD `partner` text;--> statement-breakpoint
ALTER TABLE `supporters` ADD `partner` text;--> statement-breakpoint
ALTER TABLE `tallies` ADD `partner` text DEFAULT '' NOT NULL;