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

UNSPECIFIC: Final = (Kind.REFERENCES, Kind.MENTIONS)
"""Kinds that say nothing once another kind is known between the same two."""

SILENT: Final = (Kind.MAY_ACCESS, Kind.ORDERED_AFTER, Kind.CONTAINED_IN, Kind.REFERENCES, Kind.MENTIONS)
"""Kinds that do not make an unspecific one superfluous."""


def resolve(database: duckdb.DuckDBPyConnection) -> None:
    """Make `node`, `identity`, `edge` of what was loaded; external nodes come after the resources."""
    for step in (
        _NODES,
        _IDENTITIES,
        _MENTIONS,
        _MATCHES,
        _TRIMMED,
        _PATTERNS,
        _EXTERNALS,
        _EDGES,
        _PARENTS,
        _APPLICATIONS,
    ):
        database.execute(step)


def _listed(words: Iterable[str]) -> str:
    return ", ".join("'" + word.replace("'", "''") + "'" for word in words)


_NODES = """
CREATE TABLE node AS
    SELECT (row_number() OVER (ORDER BY id, key) - 1)::INTEGER AS row,
           key, id, type, provider, account, region
    FROM read_row;
"""

_IDENTITIES = f"""
CREATE TABLE identity AS
    SELECT DISTINCT node.row, found.kind, found.key FROM (
        SELECT owner, kind, key FROM read_identity WHERE key <> ''
        UNION ALL SELECT key, 'global', key FROM node
    ) found JOIN node ON node.key = found.owner;
CREATE TEMP TABLE known AS
    SELECT identity.row, identity.kind,
           md5_number(identity.key) AS mark, node.provider, node.account, node.region, node.type
    FROM identity JOIN node USING (row)
    WHERE identity.kind <> 'name'
       OR (length(identity.key) >= {shortest_name()}
           AND lower(identity.key) NOT IN ({_listed(sorted(stopped_names()))}));
"""

# A resource's own names are no mention, not even where another scope's resource bears the same ones.
_MENTIONS = """
CREATE TEMP TABLE mention AS
    SELECT row_number() OVER () AS number, *
    FROM (
        SELECT DISTINCT node.row AS source, found.key, found.mark, found.match, found.kind, found.evidence,
               found.confidence, coalesce(found.target_type, '') AS target_type, found."external",
               node.provider, node.account, node.region
        FROM read_candidate found JOIN node ON node.key = found.owner
    ) every
    ANTI JOIN known ON known.row = every.source AND known.mark = every.mark
        AND (known.kind = 'name') = (every.match = 'name');
DROP TABLE read_candidate;
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
        FROM {mentions} mention JOIN known ON known.mark = mention.mark
        WHERE (known.kind = 'name') = (mention.match = 'name')
          AND (mention.match = 'global' OR known.provider = mention.provider)
          AND (mention.match <> 'name' OR known.type = mention.target_type)
          AND {_DISTANCE} <= least({_reach("mention.match")}, {_reach("known.kind")})
    ) WHERE distance = nearest GROUP BY number
    """


_MATCHES = f"CREATE TEMP TABLE matched AS {_matched('mention')};"

# An ARM id may name a part that nobody lists (a subnet, a setting): then its whole is what is mentioned.
_TRIMMED = f"""
CREATE TEMP TABLE trimmed AS
    SELECT * REPLACE (md5_number(regexp_replace(key, '/[^/]+/[^/]+$', '')) AS mark) FROM mention
    WHERE match = 'global' AND number NOT IN (SELECT number FROM matched)
      AND regexp_matches(key, '^/subscriptions/.+/providers/[^/]+(/[^/]+/[^/]+){{2,}}$');
INSERT INTO matched {_matched("trimmed")};
DROP TABLE trimmed;
"""

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
CREATE TABLE edge AS
    WITH resolved AS (
        SELECT source, target, kind, min({_ORDER}) AS sure, arg_min(evidence, ({_ORDER}, evidence)) AS evidence
        FROM mention JOIN matched USING (number)
        WHERE found = 1 AND source <> target GROUP BY source, target, kind
    ), specific AS (SELECT DISTINCT source, target FROM resolved WHERE kind NOT IN ({_listed(SILENT)}))
    SELECT source, target, kind, sure, evidence FROM resolved WHERE kind NOT IN ({_listed(UNSPECIFIC)})
    UNION ALL
    SELECT source, target, kind, sure, evidence FROM resolved ANTI JOIN specific USING (source, target)
    WHERE kind IN ({_listed(UNSPECIFIC)});
DROP TABLE mention; DROP TABLE matched;
"""

_PARENTS = """
CREATE TABLE part AS
    SELECT node.row, min(known.row) AS whole
    FROM read_row JOIN node USING (key) JOIN known ON known.mark = md5_number(read_row.parent) AND known.kind <> 'name'
    WHERE read_row.parent <> '' AND known.row <> node.row
      AND (known.kind = 'global' OR known.account = node.account)
    GROUP BY node.row HAVING count(DISTINCT known.row) = 1;
DROP TABLE known;
"""

_APPLICATIONS = """
CREATE TABLE belonging AS
    WITH RECURSIVE said AS (
        SELECT node.row, read_row.application FROM read_row JOIN node USING (key)
    ), climb AS (
        SELECT part.row, part.whole, 1 AS steps FROM part JOIN said USING (row) WHERE said.application = ''
        UNION ALL
        SELECT climb.row, part.whole, climb.steps + 1 FROM climb JOIN said ON said.row = climb.whole
        JOIN part ON part.row = climb.whole WHERE said.application = '' AND climb.steps < 16
    )
    SELECT row, application FROM said WHERE application <> ''
    UNION ALL
    SELECT climb.row, said.application FROM climb JOIN said ON said.row = climb.whole WHERE said.application <> '';
"""
