"""Estates of any size as sealed snapshots, made inside DuckDB: the benchmark measures reading, not writing."""

import sys
from datetime import date
from pathlib import Path

import duckdb

from lockscan.snapshot import manifest
from lockscan.snapshot.tables import TABLES, definition
from lockscan.vocabulary.facts import fact_definitions

APPLICATIONS = 500
REFERENCES_EACH = 3
COLLECTED = date(2026, 11, 22)

MIX = """
    ('AWS::EC2::Instance', '{"os":"linux"}', 18), ('AWS::EC2::Instance', '{"os":"windows"}', 6),
    ('AWS::EC2::Volume', '{}', 20), ('AWS::EC2::Subnet', '{}', 5), ('AWS::EC2::SecurityGroup', '{}', 8),
    ('AWS::S3::Bucket', '{"versioned":true}', 4), ('AWS::S3::Bucket', '{"versioned":false}', 3),
    ('AWS::Lambda::Function', '{"packaging":"zip","runtime":"python"}', 7),
    ('AWS::Lambda::Function', '{"packaging":"image"}', 2), ('AWS::SQS::Queue', '{"fifo":false}', 4),
    ('AWS::DynamoDB::Table', '{"streams":false}', 2), ('AWS::DynamoDB::Table', '{"streams":true}', 1),
    ('AWS::RDS::DBInstance', '{"engine":"postgres"}', 2), ('AWS::RDS::DBInstance', '{"engine":"sqlserver-se"}', 1),
    ('AWS::IAM::Role', '{}', 6), ('AWS::KMS::Key', '{}', 1), ('AWS::Logs::LogGroup', '{}', 5),
    ('AWS::StepFunctions::StateMachine', '{"workflow_type":"standard"}', 1), ('AWS::CloudWatch::Alarm', '{}', 3),
    ('AWS::ECS::Service', '{"launch_type":"fargate"}', 1)
"""
"""Type, facts and share in percent of a public-sector estate as we imagine it."""

KINDS = "['in_network', 'encrypts_with', 'assumes', 'stores_in', 'attached_to', 'invokes', 'logs_to', 'references']"


def generate(folder: Path, resources: int) -> Path:
    """Write a snapshot of so many resources with three references each, 500 applications, four regions."""
    folder.mkdir(parents=True)
    with duckdb.connect() as database:
        database.execute("SET threads = 2")
        database.execute(_RESOURCES, {"n": resources, "applications": APPLICATIONS})
        database.execute(_REFERENCES, {"n": resources, "each": REFERENCES_EACH})
        for table in ("identities", "scopes", "charges", "contracts"):
            database.execute(f'CREATE TABLE "{table}" ({definition(table)})')
        rows = {}
        for table in TABLES:
            columns = ", ".join(f'"{column}"' for column in TABLES[table])
            order = "ORDER BY 1, 2" if table in {"resources", "references"} else ""
            path = folder / f"{table}.parquet"
            database.execute(f"COPY (SELECT {columns} FROM \"{table}\" {order}) TO '{path}' (FORMAT parquet)")
            counted = database.execute(f'SELECT count(*) FROM "{table}"').fetchone()
            rows[table] = int(counted[0]) if counted else 0
    files = {table: manifest.digest_of(folder / f"{table}.parquet") for table in TABLES}
    manifest.write(
        folder,
        manifest.Manifest(
            program="bench",
            collected=COLLECTED,
            sources=("live",),
            asked=("aws",),
            facts=tuple(sorted(fact_definitions())),
            rows=rows,
            files=files,
        ),
    )
    return folder


_RESOURCES = f"""
CREATE TABLE resources AS
WITH mix(type, profile, share) AS (VALUES {MIX}),
slots AS (SELECT type, profile, unnest(range(share)) AS slot FROM mix),
wheel AS (SELECT type, profile, (row_number() OVER (ORDER BY type, profile, slot) - 1)::BIGINT AS turn FROM slots),
nodes AS (
    SELECT i, (hash(i) % (SELECT count(*) FROM wheel))::BIGINT AS turn, hash(i + 7) AS luck
    FROM range($n) numbers(i)
)
SELECT i::INTEGER AS row, false AS "external", printf('arn:aws:bench:eu-west-2:%012d:thing/%09d', i % 50, i) AS id,
       type, 'aws' AS provider, printf('%012d', i % 50) AS account,
       ['eu-west-1', 'eu-west-2', 'eu-central-1', 'us-east-1'][1 + (luck % 4)::INTEGER] AS region,
       'thing-' || i AS name,
       CASE WHEN luck % 10 = 0 THEN '' ELSE 'application-' || (i * $applications // $n) END AS application,
       -1 AS parent_row,
       CASE WHEN type IN ('AWS::EC2::Volume', 'AWS::S3::Bucket', 'AWS::RDS::DBInstance', 'AWS::DynamoDB::Table')
            THEN 1 + luck % 2000 END::DOUBLE AS size_gb,
       CASE WHEN type = 'AWS::EC2::Instance' THEN 2 + luck % 8 END::DOUBLE AS vcpus,
       NULL::DOUBLE AS memory_gb, NULL::DOUBLE AS instances,
       CASE WHEN profile = '{{}}' THEN '{{"engine_version":"' || luck % 60 || '"}}'
            ELSE profile[:-2] || ',"engine_version":"' || luck % 60 || '"}}' END AS profile,
       '{{}}' AS facts, '{{}}' AS tags, '[]' AS origins, '{{}}' AS differences
FROM nodes JOIN wheel USING (turn)
"""

_REFERENCES = f"""
CREATE TABLE "references" AS
WITH pairs AS (
    SELECT source, hash(source * 31 + turn) AS luck FROM range($n) s(source), range($each) t(turn)
),
aimed AS (
    SELECT source, luck,
           CASE WHEN luck % 10 < 8 THEN greatest(0, source - 1 - (luck // 10) % 400)
                WHEN luck % 10 < 9 THEN (luck // 10) % 100
                ELSE (luck // 10) % $n END::BIGINT AS target
    FROM pairs
)
SELECT source::INTEGER AS source_row, target::INTEGER AS target_row,
       printf('arn:aws:bench:eu-west-2:%012d:thing/%09d', source % 50, source) AS source,
       printf('arn:aws:bench:eu-west-2:%012d:thing/%09d', target % 50, target) AS target,
       {KINDS}[1 + (luck % 8)::INTEGER] AS kind, 'high' AS confidence, 'Bench' AS evidence
FROM aimed WHERE target <> source
"""

if __name__ == "__main__":
    generate(Path(sys.argv[1]), int(sys.argv[2]))
