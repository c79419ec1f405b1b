-- The chain of consents only grows, by one number at a time: also what would replace a row is refused.
CREATE TRIGGER consent_events_next BEFORE INSERT ON consent_events
WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM consent_events)
BEGIN SELECT RAISE(ABORT, 'consent_events is a chain: the next number comes next'); END;
--> statement-breakpoint
CREATE TRIGGER consent_events_unchanged BEFORE UPDATE ON consent_events
BEGIN SELECT RAISE(ABORT, 'consent_events is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER consent_events_kept BEFORE DELETE ON consent_events
BEGIN SELECT RAISE(ABORT, 'consent_events is append-only'); END;
