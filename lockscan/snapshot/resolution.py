"""Mentions resolved to nodes, by joins: exact, scoped, never guessed between two that fit alike."""

from collections.abc import Iterable
from typing import Final

import duckdb

from lockscan.model.reference import Confidence
from lockscan.references.vocabulary import shortest_name, stopped_names, widest_pattern
from lockscan.vocabulary.kinds import Kind

REACH: Final = {"global": 4, "scoped": 3, "name": 1}
"""How far from the mention an identity may be: 1 same account and region, 2 same account, 3 an account that is not
known, 4 anywhere."""

UNIQUE: Final = f"^[a-z]+-{'[0-9a-f]' * 17}$"
"""Ids that no two accounts have: a network that one lends another is mentioned by these alone."""

UNSPECIFIC: Final = (Kind.REFERENCES, Kind.MENTIONS)
"""Kinds that say nothing once another kind is known between the same two."""

SILENT: Final = (Kind.MAY_ACCESS, Kind.ORDERED_AFTER, Kind.CONTAINED_IN, Kind.REFERENCES, Kind.MENTIONS)
"""Kinds that do not make an unspecific one superfluous."""


PIECE: Final = 200_000
"""Identities and mentions that are worked on at a time: what is joined must fit into memory, not the estate."""


def resolve(database: duckdb.DuckDBPyConnection) -> None:
    """Make `node`, `identity`, `edge` of what was loaded; external nodes come after the resources."""
    pieces = _pieces(database)
    database.execute(_NODES.format(pieces=pieces))
    _each(database, _IDENTITIES, pieces)
    _each(database, _MENTIONS, pieces)
    database.execute("DROP TABLE read_candidate")
    _each(database, _MATCHES, pieces)
    database.execute(_TRIMMED.format(pieces=pieces))
    _each(database, _MATCHES_TRIMMED, pieces)
    database.execute("DROP TABLE trimmed")
    database.execute(_PATTERNS)
    database.execute(_EXTERNALS)
    _each(database, _EDGES, pieces)
    database.execute("DROP TABLE mention; DROP TABLE matched")
    _each(database, _SAID, pieces)
    _each(database, _PARENTS, pieces)
    database.execute("DROP TABLE known")
    database.execute(_APPLICATIONS)


def _pieces(database: duckdb.DuckDBPyConnection) -> int:
    counted = database.execute(
        "SELECT (SELECT count(*) FROM read_identity) + (SELECT count(*) FROM read_candidate)"
    ).fetchone()
    return 1 + (int(counted[0]) if counted else 0) // PIECE


def _each(database: duckdb.DuckDBPyConnection, step: str, pieces: int) -> None:
    for piece in range(pieces):
        database.execute(step.format(pieces=pieces, piece=piece))


def _listed(words: Iterable[str]) -> str:
    return ", ".join("'" + word.replace("'", "''") + "'" for word in words)


# `piece` tells by its owner's key, `part` by its mark, with which others a row is worked on.
_NODES = """
CREATE TABLE node AS
    SELECT (row_number() OVER () - 1)::INTEGER AS row, key, id, type, provider, account, region,
           (hash(key) % {pieces})::USMALLINT AS piece
    FROM (SELECT key, id, type, provider, account, region FROM read_row ORDER BY id, key);
CREATE TABLE identity (row INTEGER, kind VARCHAR, key VARCHAR);
CREATE TEMP TABLE known (row INTEGER, piece USMALLINT, part USMALLINT, kind VARCHAR, mark UHUGEINT, provider VARCHAR,
                         account VARCHAR, region VARCHAR, type VARCHAR);
CREATE TEMP TABLE mention (number BIGINT, source INTEGER, piece USMALLINT, part USMALLINT, key VARCHAR, mark UHUGEINT,
                           match VARCHAR, kind VARCHAR, evidence VARCHAR, confidence VARCHAR, target_type VARCHAR,
                           "external" BOOLEAN, provider VARCHAR, account VARCHAR, region VARCHAR);
CREATE TEMP TABLE matched (number BIGINT, target INTEGER, found BIGINT);
CREATE TABLE edge (source INTEGER, target INTEGER, kind VARCHAR, sure INTEGER, evidence VARCHAR);
CREATE TABLE part (row INTEGER, whole INTEGER);
CREATE TEMP TABLE said (row INTEGER, application VARCHAR);
CREATE TEMP TABLE inside (row INTEGER, account VARCHAR, mark UHUGEINT, part USMALLINT);
"""

_IDENTITIES = f"""
CREATE TEMP TABLE named AS
    SELECT DISTINCT node.row, found.kind, found.key FROM (
        SELECT owner, kind, key FROM read_identity WHERE key <> '' AND hash(owner) % {{pieces}} = {{piece}}
        UNION ALL SELECT key, 'global', key FROM node WHERE piece = {{piece}}
    ) found JOIN node ON node.key = found.owner AND node.piece = {{piece}};
INSERT INTO identity SELECT * FROM named;
INSERT INTO known
    SELECT row, {{piece}}, hash(mark) % {{pieces}}, kind, mark, provider, account, region, type FROM (
        SELECT named.row, named.kind, md5_number(named.key) AS mark, node.provider, node.account, node.region, node.type
        FROM named JOIN node ON node.row = named.row AND node.piece = {{piece}}
        WHERE named.kind <> 'name'
           OR (length(named.key) >= {shortest_name()}
               AND lower(named.key) NOT IN ({_listed(sorted(stopped_names()))}))
    );
DROP TABLE named;
"""

# A resource's own names are no mention, not even where another scope's resource bears the same ones; but a function and
# the table that it is told to use may well be called alike.
_MENTIONS = """
INSERT INTO mention
    SELECT row_number() OVER () + (SELECT count(*) FROM mention), source, {piece}, hash(mark) % {pieces},
           key, mark, match, kind, evidence, confidence, target_type, "external", provider, account, region
    FROM (
        SELECT DISTINCT node.row AS source, found.key, found.mark, found.match, found.kind, found.evidence,
               found.confidence, coalesce(found.target_type, '') AS target_type, found."external",
               node.provider, node.account, node.region
        FROM read_candidate found JOIN node ON node.key = found.owner
        WHERE node.piece = {piece} AND hash(found.owner) % {pieces} = {piece}
    ) every
    ANTI JOIN (SELECT * FROM known WHERE piece = {piece}) known ON known.row = every.source AND known.mark = every.mark
        AND (known.kind = 'name') = (every.match = 'name')
        AND (every.match <> 'name' OR every.target_type = known.type);
"""

_DISTANCE = """
    CASE WHEN known.account = mention.account AND known.region IN (mention.region, 'global') THEN 1
         WHEN known.account = mention.account THEN 2
         WHEN known.account = '' OR mention.account = '' THEN 3
         ELSE 4 END
"""


def _reach(column: str) -> str:
    return f"CASE {column} " + " ".join(f"WHEN '{kind}' THEN {far}" for kind, far in REACH.items()) + " END"


def _matched(mentions: str) -> str:
    """Give the SQL for the one nearest node of each mention; none where two are equally near."""
    return f"""
    SELECT number, min(row) AS target, count(DISTINCT row) AS found FROM (
        SELECT mention.number, known.row, {_DISTANCE} AS distance,
               min({_DISTANCE}) OVER (PARTITION BY mention.number) AS nearest
        FROM (SELECT * FROM {mentions} WHERE part = {{piece}}) mention
        JOIN (SELECT * FROM known WHERE part = {{piece}}) known ON known.mark = mention.mark
        WHERE (known.kind = 'name') = (mention.match = 'name')
          AND (mention.match = 'global' OR known.provider = mention.provider)
          AND (mention.match <> 'name' OR known.type = mention.target_type)
          AND ({_DISTANCE} <= least({_reach("mention.match")}, {_reach("known.kind")})
               OR mention.match = 'scoped' AND known.kind = 'scoped' AND regexp_matches(mention.key, '{UNIQUE}'))
    ) WHERE distance = nearest GROUP BY number
    """


_MATCHES = f"INSERT INTO matched {_matched('mention')};"

# An ARM id may name a part that nobody lists (a subnet, a setting): then its whole is what is mentioned.
_TRIMMED = """
CREATE TEMP TABLE trimmed AS
    SELECT * REPLACE ((hash(mark) % {pieces})::USMALLINT AS part) FROM (
        SELECT * REPLACE (md5_number(regexp_replace(key, '/[^/]+/[^/]+$', '')) AS mark) FROM mention
        WHERE match = 'global' AND number NOT IN (SELECT number FROM matched)
          AND regexp_matches(key, '^/subscriptions/.+/providers/[^/]+(/[^/]+/[^/]+){{2,}}$')
    );
"""
_MATCHES_TRIMMED = f"INSERT INTO matched {_matched('trimmed')};"

# A policy's wildcard reaches what bears a name like it, up to the published number; further ones say nothing more.
_PATTERNS = f"""
CREATE TEMP TABLE pattern AS
    SELECT DISTINCT key, split_part(key, ':', 3) AS service,
           regexp_replace(key, '\\$\\{{[^}}]*\\}}', '*', 'g') AS spelled
    FROM mention
    WHERE match = 'global' AND kind = '{Kind.MAY_ACCESS.value}' AND key LIKE 'arn:%' AND regexp_matches(key, '[*?$]');
INSERT INTO matched
    SELECT mention.number, reached.row, 1 FROM mention JOIN (
        SELECT pattern.key, node.row FROM pattern
        JOIN node ON split_part(node.id, ':', 3) = pattern.service AND node.id GLOB pattern.spelled
        QUALIFY row_number() OVER (PARTITION BY pattern.key ORDER BY node.row) <= {widest_pattern()}
    ) reached USING (key)
    WHERE mention.kind = '{Kind.MAY_ACCESS.value}' AND mention.number NOT IN (SELECT number FROM matched);
DROP TABLE pattern;
"""

_EXTERNALS = """
CREATE TEMP TABLE unmatched AS
    SELECT source, number, key, provider, target_type FROM mention
    WHERE "external" AND match <> 'name' AND number NOT IN (SELECT number FROM matched);
CREATE TABLE outside AS
    SELECT (row_number() OVER (ORDER BY key) - 1)::INTEGER + (SELECT count(*) FROM node)::INTEGER AS row, key AS id,
           max(target_type) AS type, min(provider) AS provider,
           CASE WHEN key LIKE 'arn:%' THEN split_part(key, ':', 5)
                WHEN key LIKE '/subscriptions/%' THEN split_part(key, '/', 3) ELSE '' END AS account,
           CASE WHEN key LIKE 'arn:%' THEN split_part(key, ':', 4) ELSE '' END AS region
    FROM unmatched GROUP BY key;
INSERT INTO matched SELECT number, outside.row, 1 FROM unmatched JOIN outside ON outside.id = unmatched.key;
DROP TABLE unmatched;
"""

_WHEN_SURE = " ".join(f"WHEN '{confidence.value}' THEN {number}" for number, confidence in enumerate(Confidence))
_ORDER = f"CASE confidence {_WHEN_SURE} END"
_EDGES = f"""
INSERT INTO edge
    WITH resolved AS (
        SELECT source, target, kind, min({_ORDER}) AS sure, arg_min(evidence, ({_ORDER}, evidence)) AS evidence
        FROM (SELECT * FROM mention WHERE piece = {{piece}}) mention JOIN matched USING (number)
        WHERE found = 1 AND source <> target GROUP BY source, target, kind
    ), specific AS (SELECT DISTINCT source, target FROM resolved WHERE kind NOT IN ({_listed(SILENT)}))
    SELECT source, target, kind, sure, evidence FROM resolved WHERE kind NOT IN ({_listed(UNSPECIFIC)})
    UNION ALL
    SELECT source, target, kind, sure, evidence FROM resolved ANTI JOIN specific USING (source, target)
    WHERE kind IN ({_listed(UNSPECIFIC)});
"""

_SAID = """
CREATE TEMP TABLE told AS
    SELECT node.row, node.account, read_row.application, read_row.parent
    FROM (SELECT key, application, parent FROM read_row WHERE hash(key) % {pieces} = {piece}) read_row
    JOIN node ON node.key = read_row.key AND node.piece = {piece};
INSERT INTO said SELECT row, application FROM told;
INSERT INTO inside
    SELECT row, account, md5_number(parent) AS mark, hash(md5_number(parent)) % {pieces} FROM told WHERE parent <> '';
DROP TABLE told;
"""

_PARENTS = """
INSERT INTO part
    SELECT inside.row, min(known.row) AS whole
    FROM (SELECT * FROM inside WHERE part = {piece}) inside
    JOIN (SELECT * FROM known WHERE part = {piece} AND kind <> 'name') known ON known.mark = inside.mark
    WHERE known.row <> inside.row AND (known.kind = 'global' OR known.account = inside.account)
    GROUP BY inside.row HAVING count(DISTINCT known.row) = 1;
"""

_APPLICATIONS = """
CREATE TABLE belonging AS
    WITH RECURSIVE climb AS (
        SELECT part.row, part.whole, 1 AS steps FROM part JOIN said USING (row) WHERE said.application = ''
        UNION ALL
        SELECT climb.row, part.whole, climb.steps + 1 FROM climb JOIN said ON said.row = climb.whole
        JOIN part ON part.row = climb.whole WHERE said.application = '' AND climb.steps < 16
    )
    SELECT row, application FROM said WHERE application <> ''
    UNION ALL
    SELECT climb.row, said.application FROM climb JOIN said ON said.row = climb.whole WHERE said.application <> '';
"""
