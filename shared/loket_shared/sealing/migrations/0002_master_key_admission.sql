-- Under which master keys something may still be added: none older than the one that everything is being put under.
-- Whoever rewraps holds the lock alone while it changes, so nothing slips in under a key that is about to go.

CREATE TABLE vault.admission (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    oldest integer NOT NULL
);
INSERT INTO vault.admission (oldest) VALUES (0);

-- Every function that adds something wrapped asks this first.
CREATE FUNCTION vault.admit(version integer) RETURNS void
LANGUAGE plpgsql SET search_path = vault, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(465725777269);
    IF version < (SELECT oldest FROM admission) THEN
        RAISE EXCEPTION USING ERRCODE = 'VK001', MESSAGE = 'nothing is added under this master key any more';
    END IF;
END $$;
REVOKE ALL ON FUNCTION vault.admit(integer) FROM PUBLIC;

-- As before, but that keys which are added must be under a master key that is admitted.
CREATE OR REPLACE FUNCTION vault.ensure(
    new_kids uuid[], question_ids uuid[], compartments text[], request_ids uuid[], new_wrapped bytea[], version integer
) RETURNS SETOF vault.answer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = vault, pg_temp AS $$
BEGIN
    PERFORM permit(compartments <@ (me()).compartments);
    IF EXISTS (
        SELECT FROM unnest(question_ids, compartments, request_ids) AS w (question_id, compartment, request_id)
        WHERE NOT EXISTS (
            SELECT FROM keys k
            WHERE k.question_id = w.question_id AND k.compartment = w.compartment
              AND k.request_id IS NOT DISTINCT FROM w.request_id)
    ) THEN
        PERFORM admit(version);
        INSERT INTO questions (question_id)
        SELECT DISTINCT id FROM unnest(question_ids) AS id ORDER BY id
        ON CONFLICT DO NOTHING;
        PERFORM FROM questions q WHERE q.question_id = ANY (question_ids) ORDER BY q.question_id FOR SHARE;
        INSERT INTO keys (kid, question_id, compartment, request_id, wrapped, master_version)
        SELECT w.kid, w.question_id, w.compartment, w.request_id, w.wrapped, version
        FROM unnest(new_kids, question_ids, compartments, request_ids, new_wrapped)
             AS w (kid, question_id, compartment, request_id, wrapped)
        JOIN questions q ON q.question_id = w.question_id AND q.destroyed_at IS NULL
        ORDER BY w.question_id, w.compartment, w.request_id
        ON CONFLICT (question_id, compartment, request_id) DO NOTHING;
    END IF;
    RETURN QUERY
    SELECT k.kid, k.question_id, k.compartment, k.request_id, k.wrapped, k.master_version, 'open'
    FROM unnest(question_ids, compartments, request_ids) AS w (question_id, compartment, request_id)
    JOIN keys k ON k.question_id = w.question_id AND k.compartment = w.compartment
     AND k.request_id IS NOT DISTINCT FROM w.request_id
    WHERE k.wrapped IS NOT NULL;
END $$;

-- Row versions that held destroyed keys are cleared within a minute or so, by nobody's order: the right to vacuum is
-- also the right to lock the table.
ALTER TABLE vault.keys SET (autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0);
