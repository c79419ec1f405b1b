CREATE TABLE `testimonial_links` (
	`number` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`chapter` text NOT NULL,
	`locale` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` text NOT NULL,
	`expires_at` text NOT NULL,
	`revoked_at` text,
	`used_at` text,
	`slug` text,
	`consent_digest` text,
	`withdrawn_at` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `testimonial_links_id_unique` ON `testimonial_links` (`id`);