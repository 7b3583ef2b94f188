"""What a template declares and what is there are one thing, where the names that both bear leave no doubt.

A resource that only a file's address names is paired with one that bears the provider's id
* by the stack and the logical id that CloudFormation writes on what it makes, or
* by a name of its own that is part of the provider's id, for the same type and, as far as they are known, the same
  account and region, or
* by the relative id that an ARM template gives, for any one resource group.
Two that fit alike are none: what is not sure stays apart.
"""

from typing import Final

import duckdb

from lockscan.snapshot.encoding import RANK

_STACK: Final = '"aws:cloudformation:stack-name"'
_LOGICAL: Final = '"aws:cloudformation:logical-id"'

_DECLARED: Final = f"""
CREATE TEMP TABLE declared AS
    SELECT DISTINCT key, provider, lower(type) AS type, account, region, name, grouping,
           regexp_extract(key, '^(.*)#', 1) AS file, regexp_extract(key, '#([^#]*)$', 1) AS address
    FROM read_row WHERE rank = {RANK["template"]} AND contains(key, '#');
"""

_ANCHORS: Final = f"""
CREATE TEMP TABLE anchor AS
    SELECT key, any_value(provider) AS provider, any_value(lower(type)) AS type, max(account) AS account,
           max(region) AS region, lower(max(name)) AS name,
           max(json_extract_string(tags, '$.{_STACK}')) AS stack,
           max(json_extract_string(tags, '$.{_LOGICAL}')) AS logical,
           regexp_extract(key, '/providers/(.+)$', 1) AS below
    FROM read_row WHERE rank < {RANK["template"]} AND NOT contains(key, '#') GROUP BY key;
"""

_NEAR: Final = """
    anchor.provider = declared.provider AND anchor.type = declared.type
    AND (declared.account = '' OR anchor.account = declared.account
         OR declared.account = '00000000-0000-0000-0000-000000000000')
    AND (declared.region IN ('', 'global') OR anchor.region IN ('', 'global') OR anchor.region = declared.region)
"""

# A logical id is no name of its own, and a tag is none either: only what the provider's id holds is.
_FITTING: Final = f"""
CREATE TEMP TABLE fitting AS
    SELECT declared.key AS old, anchor.key AS new, declared.file, 1 AS way FROM declared JOIN anchor
        ON anchor.stack = declared.grouping AND anchor.logical = declared.address AND {_NEAR}
    UNION ALL
    SELECT declared.key, anchor.key, declared.file, 2 FROM declared JOIN anchor
        ON anchor.below = lower(declared.address) AND {_NEAR}
    UNION ALL
    SELECT declared.key, anchor.key, declared.file, 3 FROM declared JOIN anchor
        ON anchor.name = lower(declared.name) AND {_NEAR}
        AND declared.name NOT IN ('', declared.address, string_split(declared.address, '/')[-1],
                                  string_split(declared.address, '.')[-1])
        AND contains(translate(lower(anchor.key), '/', ':') || ':',
                     ':' || translate(lower(declared.name), '/', ':') || ':');
"""

_PAIRED: Final = """
CREATE TEMP TABLE paired AS
    WITH best AS (SELECT * FROM fitting QUALIFY way = min(way) OVER (PARTITION BY old)),
    sure AS (SELECT old, min(new) AS new, any_value(file) AS file FROM best GROUP BY old
             HAVING count(DISTINCT new) = 1)
    SELECT old, new FROM sure QUALIFY count(*) OVER (PARTITION BY file, new) = 1;
"""

_JOINED: Final = """
INSERT INTO read_identity SELECT new, 'global', old FROM paired;
UPDATE read_identity SET owner = new FROM paired WHERE owner = old;
UPDATE read_candidate SET owner = new FROM paired WHERE owner = old;
UPDATE read_row SET key = new FROM paired WHERE key = old;
DROP TABLE declared; DROP TABLE anchor; DROP TABLE fitting; DROP TABLE paired;
"""


def pair(database: duckdb.DuckDBPyConnection) -> None:
    """Give rows that declare what another row found that row's key."""
    ranks = "SELECT count(*) FILTER (rank = $template), count(*) FILTER (rank < $template) FROM read_row"
    found = database.execute(ranks, {"template": RANK["template"]}).fetchone()
    if found and all(found):
        for step in (_DECLARED, _ANCHORS, _FITTING, _PAIRED, _JOINED):
            database.execute(step)
