-- The data keys of all questions. Services hold no right on these tables: each reaches only what the
-- functions, which run as their owner, give to the role that it logged in as.

CREATE TABLE vault.roles (
    name text PRIMARY KEY,
    compartments text[] NOT NULL,
    makes_ahead text[] NOT NULL,
    takes_in boolean NOT NULL,
    erases boolean NOT NULL
);

CREATE TABLE vault.questions (
    question_id uuid PRIMARY KEY,
    pooled boolean NOT NULL DEFAULT false,
    destroyed_at timestamptz
);
CREATE INDEX questions_pooled ON vault.questions (question_id) WHERE pooled;

CREATE TABLE vault.keys (
    kid uuid PRIMARY KEY,
    question_id uuid NOT NULL REFERENCES vault.questions,
    compartment text NOT NULL,
    request_id uuid,
    wrapped bytea,
    master_version integer NOT NULL,
    UNIQUE NULLS NOT DISTINCT (question_id, compartment, request_id)
);

CREATE TYPE vault.answer AS (
    kid uuid,
    question_id uuid,
    compartment text,
    request_id uuid,
    wrapped bytea,
    master_version integer,
    state text
);

-- session_user, unlike current_user, stays who logged in while a function runs as its owner.
CREATE FUNCTION vault.me() RETURNS vault.roles
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = vault, pg_temp AS $$
DECLARE
    mine roles;
BEGIN
    SELECT * INTO mine FROM roles WHERE name = session_user;
    IF NOT FOUND THEN
        RAISE insufficient_privilege USING MESSAGE = 'this role has no part in the vault';
    END IF;
    RETURN mine;
END $$;

CREATE FUNCTION vault.permit(permitted boolean) RETURNS void
LANGUAGE plpgsql SET search_path = vault, pg_temp AS $$
BEGIN
    IF permitted IS NOT TRUE THEN
        RAISE insufficient_privilege USING MESSAGE = 'this role may not do this in the vault';
    END IF;
END $$;

-- The asked keys, and the other keys of their questions that the reader will ask for next.
CREATE FUNCTION vault.open(kids uuid[]) RETURNS SETOF vault.answer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = vault, pg_temp AS $$
DECLARE
    mine roles := me();
BEGIN
    RETURN QUERY
    SELECT k.kid,
           CASE WHEN reached THEN k.question_id END,
           CASE WHEN reached THEN k.compartment END,
           CASE WHEN reached THEN k.request_id END,
           CASE WHEN reached THEN k.wrapped END,
           k.master_version,
           CASE WHEN NOT reached THEN 'forbidden' WHEN k.wrapped IS NULL THEN 'destroyed' ELSE 'open' END
    FROM (
        SELECT a.kid FROM keys a WHERE a.kid = ANY (kids)
        UNION
        SELECT sibling.kid FROM keys a JOIN keys sibling USING (question_id)
        WHERE a.kid = ANY (kids) AND a.request_id IS NULL AND sibling.request_id IS NULL
    ) AS wanted
    JOIN keys k USING (kid)
    CROSS JOIN LATERAL (SELECT k.compartment = ANY (mine.compartments)) AS r (reached);
END $$;

-- The keys of the wanted names, those that were missing made from what the caller brings; a name of a
-- destroyed question stays without an answer. The lock on the question makes it wait for a
-- destruction that is under way, and the destruction for it.
CREATE FUNCTION vault.ensure(
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

CREATE FUNCTION vault.pooled() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = vault, pg_temp AS $$
    SELECT count(*) FROM questions WHERE pooled;
$$;

CREATE FUNCTION vault.stock(ids uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = vault, pg_temp AS $$
BEGIN
    PERFORM permit((me()).takes_in);
    INSERT INTO questions (question_id, pooled) SELECT id, true FROM unnest(ids) AS id;
END $$;

-- What the caller should make ahead for questions that wait in the pool.
CREATE FUNCTION vault.lacking(most integer) RETURNS TABLE (question_id uuid, compartment text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = vault, pg_temp AS $$
    SELECT q.question_id, c.compartment
    FROM questions q, unnest((me()).makes_ahead) AS c (compartment)
    WHERE q.pooled
      AND NOT EXISTS (SELECT FROM keys k WHERE k.question_id = q.question_id AND k.compartment = c.compartment)
    ORDER BY q.question_id
    LIMIT most;
$$;

-- Questions out of the pool, oldest first, each to one caller only, with the keys that it makes ahead.
CREATE FUNCTION vault.claim(most integer) RETURNS SETOF vault.answer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = vault, pg_temp AS $$
DECLARE
    mine roles := me();
BEGIN
    PERFORM permit(mine.takes_in);
    RETURN QUERY
    WITH taken AS (
        SELECT q.question_id FROM questions q
        WHERE q.pooled
          AND mine.makes_ahead <@ ARRAY(SELECT k.compartment FROM keys k WHERE k.question_id = q.question_id)
        ORDER BY q.question_id
        LIMIT most
        FOR UPDATE SKIP LOCKED
    ), claimed AS (
        UPDATE questions q SET pooled = false FROM taken t WHERE q.question_id = t.question_id RETURNING q.question_id
    )
    SELECT k.kid, k.question_id, k.compartment, k.request_id, k.wrapped, k.master_version, 'open'
    FROM claimed JOIN keys k USING (question_id)
    WHERE k.compartment = ANY (mine.compartments)
    ORDER BY k.question_id;
END $$;

-- Claimed questions that no submission used.
CREATE FUNCTION vault.give_back(ids uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = vault, pg_temp AS $$
BEGIN
    PERFORM permit((me()).takes_in);
    UPDATE questions q SET pooled = true WHERE q.question_id = ANY (ids) AND q.destroyed_at IS NULL;
END $$;

CREATE FUNCTION vault.destroy(id uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = vault, pg_temp AS $$
BEGIN
    PERFORM permit((me()).erases);
    INSERT INTO questions AS q (question_id, destroyed_at) VALUES (id, now())
    ON CONFLICT (question_id) DO UPDATE SET pooled = false, destroyed_at = coalesce(q.destroyed_at, now());
    UPDATE keys k SET wrapped = NULL WHERE k.question_id = id AND k.wrapped IS NOT NULL;
    PERFORM pg_notify('vault_destroyed', id::text);
END $$;
