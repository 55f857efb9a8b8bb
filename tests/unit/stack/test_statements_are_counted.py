"""What PostgreSQL's log tells of statements: one for each execution, on the databases that are asked for."""

from collections import Counter

from loket_stack.bench.statements import statements_in

SESSIONS = {11: "intake", 12: "postgres"}
BEGIN = "2026-11-30 20:14:59.123 UTC [{}] LOG:  "


def log(*entries: tuple[int, str]) -> str:
    return "".join(BEGIN.format(pid) + message + "\n" for pid, message in entries)


def test_each_execution_counts_on_the_database_of_its_session() -> None:
    text = log(
        (11, "statement: BEGIN;"),
        (11, "execute __asyncpg_stmt_1__: \n\tINSERT INTO questions\n\tVALUES ($1)"),
        (11, "execute __asyncpg_stmt_1__: \n\tINSERT INTO questions\n\tVALUES ($1)"),
        (11, "statement: COMMIT;"),
        (12, "statement: SELECT 1"),
    )
    assert statements_in(text, SESSIONS, ["intake", "vault"]) == {"intake": 4}


def test_a_text_of_several_statements_counts_as_several() -> None:
    text = log((11, "statement: SET a = '5';SET b = 'x;y';\n\tSET c = 'it''s'"))
    assert statements_in(text, SESSIONS, ["intake"]) == {"intake": 3}


def test_a_new_session_tells_its_database_and_other_messages_do_not_count() -> None:
    text = log(
        (13, 'connection authenticated: identity="loket_vault" method=scram-sha-256 (pg_hba.conf:115)'),
        (13, "connection authorized: user=loket_intake database=vault application_name=loket"),
        (13, "statement: SELECT 1"),
        (11, "received SIGHUP, reloading configuration files"),
    )
    assert statements_in(text, SESSIONS, ["intake", "vault"]) == Counter(vault=1)


def test_a_process_number_that_another_session_takes_over_counts_there() -> None:
    text = log((12, "connection authorized: user=loket_intake database=intake"), (12, "statement: SELECT 1"))
    assert statements_in(text, SESSIONS, ["intake"]) == {"intake": 1}
