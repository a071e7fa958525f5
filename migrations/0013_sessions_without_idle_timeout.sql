-- Sessions that their holder keeps from ending while idle.

-- 1: the session ends after two hours without a request; 0: only at `ends_at`, twelve hours after it was opened.
ALTER TABLE sessions ADD COLUMN idle_timeout INTEGER NOT NULL DEFAULT 1 CHECK (idle_timeout IN (0, 1));
