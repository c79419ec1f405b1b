PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_tallies` (
	`act` text NOT NULL,
	`chapter` text NOT NULL,
	`partner` text DEFAULT '' NOT NULL,
	`people` integer NOT NULL,
	PRIMARY KEY(`act`, `chapter`, `partner`)
);
--> statement-breakpoint
INSERT INTO `__new_tallies`("act", "chapter", "partner", "people") SELECT "act", "chapter", "partner", "people" FROM `tallies`;--> statement-breakpoint
DROP TABLE `tallies`;--> statement-breakpoint
ALTER TABLE `__new_tallies` RENAME TO `tallies`;--> statement-breakpoint
PRAGMA foreign_keys=ON;