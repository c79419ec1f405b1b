CREATE TABLE `strays` (
	`digest` text NOT NULL,
	`submission` text NOT NULL,
	PRIMARY KEY(`digest`, `submission`)
);
--> statement-breakpoint
CREATE INDEX `strays_by_submission` ON `strays` (`submission`);--> statement-breakpoint
ALTER TABLE `deliveries` ADD `act` text;--> statement-breakpoint
CREATE INDEX `deliveries_by_act` ON `deliveries` (`act`);