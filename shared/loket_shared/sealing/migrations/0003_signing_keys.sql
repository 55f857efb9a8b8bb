-- The keys under which services sign their events. A service's own role gets the private half, wrapped; every role
-- gets the public half, also of a key that has been replaced, so that the old log can be proven. A key that was
-- replaced or revoked signs nothing any more, so its private half is removed.

CREATE TABLE vault.signing_keys (
    kid uuid PRIMARY KEY,
    role text NOT NULL,
    public bytea NOT NULL CHECK (octet_length(public) = 32),
    wrapped bytea,
    master_version integer NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now(),
    revoked_at timestamptz
);
CREATE INDEX signing_keys_in_use ON vault.signing_keys (role, made_at) WHERE wrapped IS NOT NULL;

-- The caller's own key, unless it has come of age.
CREATE FUNCTION vault.signing_key(days integer) RETURNS SETOF vault.signing_keys
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = vault, pg_temp AS $$
DECLARE
    mine roles := me();
BEGIN
    RETURN QUERY
    SELECT * FROM signing_keys k
    WHERE k.role = mine.name AND k.wrapped IS NOT NULL AND k.made_at > now() - make_interval(days => days)
    ORDER BY k.made_at DESC
    LIMIT 1;
END $$;

-- The same, with the key that the caller brings where it has none. Processes of one service that come at the same
-- time take turns, and get the same key.
CREATE FUNCTION vault.replace_signing_key(
    new_kid uuid, new_public bytea, new_wrapped bytea, version integer, days integer
) RETURNS SETOF vault.signing_keys
LANGUAGE plpgsql SECURITY DEFINER SET search_path = vault, pg_temp AS $$
DECLARE
    mine roles := me();
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('vault.signing_keys'), hashtext(mine.name));
    IF NOT EXISTS (SELECT FROM signing_key(days)) THEN
        PERFORM admit(version);
        UPDATE signing_keys k SET wrapped = NULL WHERE k.role = mine.name AND k.wrapped IS NOT NULL;
        INSERT INTO signing_keys (kid, role, public, wrapped, master_version)
        VALUES (new_kid, mine.name, new_public, new_wrapped, version);
    END IF;
    RETURN QUERY SELECT * FROM signing_key(days);
END $$;

CREATE FUNCTION vault.public_key(wanted uuid) RETURNS TABLE (kid uuid, role text, public bytea, revoked boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = vault, pg_temp AS $$
    SELECT k.kid, k.role, k.public, k.revoked_at IS NOT NULL FROM signing_keys k, me() WHERE k.kid = wanted;
$$;

CREATE FUNCTION vault.is_destroyed(id uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = vault, pg_temp AS $$
    SELECT EXISTS (SELECT FROM questions q, me() WHERE q.question_id = id AND q.destroyed_at IS NOT NULL);
$$;

-- The caller's own keys that still prove what it signed with them; anything else it has to sign anew.
CREATE FUNCTION vault.valid_signing_keys() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = vault, pg_temp AS $$
    SELECT k.kid FROM signing_keys k, me() WHERE k.role = me.name AND k.revoked_at IS NULL;
$$;
