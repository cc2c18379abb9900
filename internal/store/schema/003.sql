-- Format 3: a watch says who named its address, so that a feed of the world
-- opens no host inside the user's network.

-- The feed or page that named the address; empty: the user did.
ALTER TABLE watches ADD COLUMN via TEXT NOT NULL DEFAULT '';
UPDATE watches SET via = 'a feed' WHERE kind = 'story';
