"""A report written by hand: a fictional council, with every oddity a reporter must survive."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np

from lockscan.model.estate import Column, Edges, Estate, HeldRows
from lockscan.model.profile import Profile
from lockscan.model.report import (
    Application,
    Calendar,
    Chain,
    ChainLink,
    Component,
    Concentration,
    Coverage,
    DateToAct,
    Diversification,
    EstateSummary,
    ExitCase,
    ExitCost,
    Finding,
    Hedge,
    Holder,
    PaidSupplier,
    ParameterUsed,
    Portability,
    Quantiles,
    Report,
    ServiceSpend,
    Share,
    Source,
    SpendSummary,
    SpendTotal,
    SupplierSpend,
    Survival,
    TypeCount,
    Unknown,
)
from lockscan.model.resource import Origin, TypeName
from lockscan.model.scenario import Band, Scenario
from lockscan.model.scope import Scope, ScopeState
from lockscan.model.scores import EFFORT_CLASSES, Contagion, Costs, Placement, Scores
from tests.reporters.leaving import detailed

SCRIPT = "<script>alert(1)</script>"
FORMULA = "=cmd|'/c calc'!A1"
ANSI = "bin\x1b[31mday\x07s"
BIDI = "council\u202efdp.exe\u2066"
LONG = "a-very-long-name-that-someone-generated-" * 8
HOSTILE = (SCRIPT, FORMULA, ANSI, BIDI, LONG)
AS_OF = date(2026, 11, 22)

AWS = Source(url="https://docs.aws.amazon.com/s3/", publisher="AWS", seen=date(2026, 11, 21))
CMA = Source(url="https://www.gov.uk/cma-cases/cloud", publisher="CMA", seen=date(2026, 11, 20))
OURS = Source(url="", publisher="lockscan", seen=date(2026, 11, 20), judgement=True)

# name, type, application, provider, region, capability, role, own, span, effort, p50, p90, monthly, what it needs
_NODES: tuple[tuple[str, str, str, str, str, str, str, float, float, int, float, float, float | None, str], ...] = (
    ("bookings-workflow", "AWS::StepFunctions::StateMachine", "Leisure bookings", "aws", "eu-west-2", "workflow",
     "workload", 14, 0, 4, 41_000, 118_000, 212.4, "bookings-table"),
    ("bookings-table", "AWS::DynamoDB::Table", "Leisure bookings", "aws", "eu-west-2", "key-value-store",
     "data", 38, 0, 3, 28_000, 90_000, 640.1, "residents-key"),
    ("bookings-api", "AWS::Lambda::Function", "Leisure bookings", "aws", "eu-west-2", "function",
     "workload", 44, 0, 2, 9_500, 31_000, 88.0, "bookings-workflow"),
    ("bookings-queue", "AWS::SQS::Queue", "Leisure bookings", "aws", "eu-west-2", "message-queue",
     "workload", 55, 0, 2, 7_000, 22_000, 12.5, "bookings-workflow"),
    ("benefits-db", "AWS::RDS::DBInstance", "Revenues and benefits", "aws", "eu-west-2", "relational-database",
     "data", 78, 0, 1, 11_000, 33_000, 1_910.0, "residents-key"),
    ("benefits-oracle", "AWS::RDS::DBInstance", "Revenues and benefits", "aws", "eu-west-2", "relational-database",
     "data", 31, 12, 3, 46_000, 160_000, None, "residents-key"),
    ("benefits-app-1", "AWS::EC2::Instance", "Revenues and benefits", "aws", "eu-west-2", "virtual-machine",
     "workload", 91, 0, 1, 3_400, 10_000, 402.0, "benefits-oracle"),
    ("benefits-app-2", "AWS::EC2::Instance", "Revenues and benefits", "aws", "eu-west-2", "virtual-machine",
     "workload", 91, 0, 1, 3_400, 10_000, 402.0, "benefits-oracle"),
    ("website-cdn", "AWS::CloudFront::Distribution", "Website", "aws", "global", "content-delivery",
     "network", 62, 0, 1, 5_500, 17_000, 310.0, "website-assets"),
    ("website-assets", "AWS::S3::Bucket", "Website", "aws", "eu-west-2", "object-storage",
     "data", 81, 0, 0, 2_100, 6_500, 95.0, ""),
    ("website-cms", "AWS::ECS::Service", "Website", "aws", "eu-west-2", "container-service",
     "workload", 83, 0, 0, 2_600, 8_800, 520.0, "website-db"),
    ("website-db", "AWS::RDS::DBInstance", "Website", "aws", "eu-west-2", "relational-database",
     "data", 82, 0, 1, 6_200, 19_000, 700.0, ""),
    ("insight-warehouse", "AWS::Redshift::Cluster", "Data platform", "aws", "eu-west-2", "data-warehouse",
     "data", 36, 0, 3, 52_000, 170_000, 3_450.0, "insight-lake"),
    ("insight-lake", "AWS::S3::Bucket", "Data platform", "aws", "eu-west-2", "object-storage",
     "data", 79, 0, 0, 9_000, 27_000, 1_120.0, "residents-key"),
    ("insight-models", "AWS::SageMaker::Pipeline", "Data platform", "aws", "eu-west-2", "machine-learning",
     "workload", 12, 0, 4, 38_000, 125_000, None, "insight-lake"),
    ("planning-sql", "Microsoft.Sql/servers/databases", "Planning", "azure", "uksouth", "relational-database",
     "data", 47, 0, 2, 17_000, 54_000, 880.0, "planning-directory"),
    ("planning-app", "Microsoft.Web/sites", "Planning", "azure", "uksouth", "web-application",
     "workload", 66, 0, 2, 8_000, 26_000, 340.0, "planning-sql"),
    ("planning-directory", "Microsoft.Graph/applications", "Planning", "azure", "global", "identity",
     "identity", 33, 0, 3, 21_000, 66_000, None, ""),
    ("residents-key", "AWS::KMS::Key", "shared", "aws", "eu-west-2", "key-management",
     "identity", 29, 0, 2, 6_000, 19_000, 3.0, ""),
    ("core-network", "AWS::EC2::VPC", "shared", "aws", "eu-west-2", "virtual-network",
     "network", 88, 0, 1, 4_000, 12_000, None, ""),
    (SCRIPT, "AWS::Mystery::Thing", SCRIPT, "aws", "eu-west-1", "",
     "unknown", 51, 49, -1, 30_000, 140_000, None, ""),
    (FORMULA, "AWS::EC2::Instance", FORMULA, "aws", "eu-west-1", "virtual-machine",
     "workload", 90, 0, 1, 3_300, 9_900, 55.0, ANSI),
    (ANSI, "AWS::Lambda::Function", ANSI, "aws", "eu-west-1", "function",
     "workload", 43, 0, 2, 9_000, 29_000, 4.0, BIDI),
    (BIDI, "AWS::SNS::Topic", "unassigned", "aws", "eu-west-1", "publish-subscribe",
     "workload", 48, 0, 2, 5_000, 15_000, None, LONG),
    (LONG, "AWS::SQS::Queue", LONG, "aws", "eu-west-1", "message-queue",
     "workload", 55, 0, 2, 7_100, 22_000, None, ""),
)  # fmt: skip
_EXTERNAL = "https://payments.example/api"
ACCOUNT = "210987654321"


def _q(p50: float, spread: float = 2.4) -> Quantiles:
    return Quantiles(p10=p50 / spread * 1.2, p50=p50, p80=p50 * spread / 1.5, p90=p50 * spread)


def _identifier(name: str, provider: str, type_name: str) -> str:
    if provider == "azure":
        return f"/subscriptions/0f3e/resourceGroups/planning/providers/{type_name}/{name}"
    return f"arn:aws:{type_name.split('::')[1].lower()}:eu-west-2:{ACCOUNT}:{name}"


class _Built:
    """The columns of an estate of so many copies of the hand-written resources."""

    def __init__(self, copies: int) -> None:
        self.nodes = [
            (*node[:13], node[13] and f"{node[13]}{suffix}", f"{node[0]}{suffix}")
            for copy in range(copies)
            for suffix in [f"-{copy}" if copy else ""]
            for node in _NODES
        ]
        self.row = {node[14]: row for row, node in enumerate(self.nodes)}
        self.needs = [self.row.get(node[13], -1) for node in self.nodes]
        self.edge_rows = [row for row, need in enumerate(self.needs) if need >= 0]
        self.own = np.array([node[7] for node in self.nodes] + [51.0])
        self.size = len(self.nodes) + 1

    def column(self, field: int, external: str) -> Column:
        return Column.of([str(node[field]) for node in self.nodes] + [external])

    def estate(self) -> Estate:
        types = sorted({node[1] for node in self.nodes})
        edge_of = self.edge_rows
        nothing = np.full(self.size, np.nan)
        return Estate(
            profiles=(*(Profile(TypeName(name)) for name in types), Profile(TypeName(""), external=True)),
            profile=np.array([types.index(node[1]) for node in self.nodes] + [len(types)], dtype=np.int32),
            resources=len(self.nodes),
            provider=self.column(3, ""),
            account=Column.of([ACCOUNT] * self.size),
            region=self.column(4, ""),
            application=self.column(2, ""),
            parent=np.full(self.size, -1, dtype=np.int32),
            size_gb=np.where(np.arange(self.size) % 3 == 0, 120.0, np.nan),
            vcpus=nothing,
            memory_gb=nothing,
            instances=nothing,
            edges=Edges(
                source=np.array(edge_of, dtype=np.int32),
                target=np.array([self.needs[row] for row in edge_of], dtype=np.int32),
                kind=Column.of(["stores_in" if row % 2 else "invokes" for row in edge_of]),
                confidence=Column.of(["high"] * len(edge_of)),
            ),
            rows=HeldRows(
                (*(_identifier(node[14], node[3], node[1]) for node in self.nodes), _EXTERNAL),
                (*(node[14] for node in self.nodes), _EXTERNAL),
                tuple(f"Environment.Variables.TARGET_{row}" for row in edge_of),
                tuple((Origin(source="live", location="ec2:DescribeInstances"),) for _ in range(self.size)),
            ),
            scopes=_SCOPES,
            collected=AS_OF,
        )

    def contagion(self) -> Contagion:
        inherited = 1 - self.own / 100
        holder = np.arange(self.size, dtype=np.int32)
        hop = np.full(self.size, -1, dtype=np.int32)
        edge = np.full(self.size, -1, dtype=np.int32)
        edge_index = {row: index for index, row in enumerate(self.edge_rows)}
        for _ in range(6):
            for row in self.edge_rows:
                need = self.needs[row]
                if inherited[need] * 0.8 > inherited[row] + 1e-9:
                    inherited[row] = inherited[need] * 0.8
                    holder[row], hop[row], edge[row] = holder[need], need, edge_index[row]
        return Contagion(inherited=inherited, holder=holder, next_hop=hop, next_edge=edge)

    def scores(self) -> Scores:
        span = np.array([node[8] for node in self.nodes] + [49.0])
        effort = np.array([node[9] for node in self.nodes] + [-1], dtype=np.int32)
        levels = ["none" if not node[5] else "service" if "KMS" in node[1] else "type" for node in self.nodes]
        return Scores(
            own=self.own,
            low=np.maximum(self.own - span, 2),
            high=np.minimum(self.own + span, 100),
            facets=np.repeat((self.own / 100)[:, None], 5, axis=1),
            effort=effort,
            effort_low=np.maximum(effort, 0).astype(np.int32),
            effort_high=np.where(effort < 0, len(EFFORT_CLASSES) - 1, effort).astype(np.int32),
            capability=self.column(5, ""),
            role=self.column(6, "unknown"),
            rule=Column.of([node[1].lower().replace("::", "-") if node[5] else "" for node in self.nodes] + [""]),
            level=Column.of([*levels, "none"]),
        )


_SCOPES = (
    Scope(provider="aws", account=ACCOUNT, region="eu-west-2", type="AWS::EC2::Instance", state=ScopeState.OK),
    Scope(
        provider="aws", account=ACCOUNT, region="eu-west-2", type="AWS::SecretsManager::Secret",
        state=ScopeState.DENIED, reason="AccessDeniedException on secretsmanager:ListSecrets",
        remedy="allow secretsmanager:ListSecrets to the scanning role (lockscan permissions aws)",
    ),
    Scope(
        provider="aws", account=ACCOUNT, region="us-east-1", type="AWS::Athena::WorkGroup",
        state=ScopeState.THROTTLED, reason="rate exceeded 12 times", remedy="run the scan again: it resumes",
    ),
    Scope(
        provider="azure", account="0f3e", region="*", type=SCRIPT, state=ScopeState.ERROR,
        reason=f"500 {ANSI}", remedy="",
    ),
)  # fmt: skip


def _chain(links: Sequence[tuple[str, str]], inherited: float, row_of: dict[str, int]) -> Chain:
    nodes = {node[0]: node for node in _NODES}
    return Chain(
        links=tuple(
            ChainLink(
                row=row_of[name], id=_identifier(name, nodes[name][3], nodes[name][1]), name=name,
                type=nodes[name][1], application=nodes[name][2], kind=kind,
                evidence="Environment.Variables.STATE_MACHINE" if kind else "",
                coupling=0.8 if kind else 1.0, lock_in=1 - nodes[name][7] / 100,
            )
            for name, kind in links
        ),
        inherited=inherited,
    )  # fmt: skip


def _exit_case(identifier: str, factor: float, days: float) -> ExitCase:
    parts = (
        ("labour", "People's work", 398_000, "(labour.fixed + labour.other x items x effort class) x overrun x rate"),
        ("parallel", "Running both at once", 61_000, "monthly spend x parallel.factor x parallel.months"),
        ("assurance", "Assurance and testing", 54_000, "assurance.service x public-facing services"),
        ("commitments", "Commitments and notice", 41_000, "remaining x (1 - commitments.resale)"),
        ("training", "Training", 22_000, "team x training.days x rate"),
        ("decommission", "Decommissioning", 14_000, "decommission.days x rate"),
        ("egress", "Moving the data out", 6_200, "tariff(GB) x (1 - waiver), at rate"),
    )
    components = tuple(
        Component(id=key, label=label, range=_q(cost * factor), contribution=_q(cost * factor, 2.1), formula=formula)
        for key, label, cost, formula in parts
    )
    total = sum(cost for _, _, cost, _ in parts) * factor
    return ExitCase(
        id=identifier,
        total=_q(total, 2.1),
        components=components,
        calendar=Calendar(
            days=_q(days, 1.9),
            waves=6,
            critical=(("Decide and procure", days * 0.35), ("Move wave 3: benefits", days * 0.45),
                      ("Prove and erase", days * 0.2)),
        ),
        person_days=_q(724 * factor, 2.1),
        team=6.0,
    )  # fmt: skip


def _application(name: str, resources: int, score: float, cost: float, value: float, advice: str, reason: str,
                 monthly: float | None = None, span: float = 0) -> Application:  # fmt: skip
    return Application(
        name=name, resources=resources, portability=score, low=max(score - span, 2), high=min(score + span, 100),
        exit_cost=_q(cost), value=value, monthly_cost=monthly, recommendation=advice, reason=reason,
        break_even=value / cost if value else None,
    )  # fmt: skip


_APPLICATIONS = (
    _application("Leisure bookings", 4, 34.2, 85_500, 46_000, "hedge",
                 "Step Functions holds three others; an open workflow engine would free them", 953.0),
    _application("Data platform", 3, 37.0, 99_000, 88_000, "keep and write down",
                 "the managed warehouse saves more each year than leaving is ever likely to cost", None),
    _application("Revenues and benefits", 4, 69.1, 63_800, 30_500, "hedge",
                 "one Oracle database holds both servers", None, 6),
    _application("Planning", 3, 49.8, 46_000, 21_000, "keep and write down", "value outweighs the risk", None),
    _application("Website", 4, 77.0, 16_400, 24_000, "keep", "speaks open interfaces nearly everywhere", 1_625.0),
    _application("shared", 2, 58.5, 10_000, 3_000, "keep", "network and keys move with whatever needs them", None),
    _application(SCRIPT, 1, 51.0, 30_000, 0, "move", f"unknown {SCRIPT}", None, 49),
    _application(FORMULA, 1, 90.0, 3_300, 1_000, "keep", "a plain server", 55.0),
    _application(ANSI, 1, 43.0, 9_000, 700, "move", "one function nobody claims", 4.0),
    _application(LONG, 1, 55.0, 7_100, 500, "keep", "a queue", None),
    _application("unassigned", 1, 48.0, 5_000, 400, "move", "no owner says what it is for", None),
)  # fmt: skip


def _concentration(basis: str, dimension: str, unit: str, shares: Sequence[tuple[str, float]]) -> Concentration:
    total = sum(amount for _, amount in shares)
    parts = tuple(Share(name=name, amount=amount, share=amount / total) for name, amount in shares)
    hhi = sum((part.share * 100) ** 2 for part in parts)
    return Concentration(basis=basis, dimension=dimension, unit=unit, hhi=hhi, effective=10_000 / hhi, shares=parts)


_DIVERSIFICATION = Diversification(
    bases=tuple(
        _concentration(basis, dimension, unit, shares)
        for basis, unit, main, minor in (
            ("spend", "GBP a month", 9_922.0, 1_220.0),
            ("resources", "resources", 22.0, 3.0),
            ("applications", "applications", 10.0, 1.0),
            ("data", "GB", 8_400.0, 260.0),
        )
        for dimension, shares in (
            ("provider", (("aws", main), ("azure", minor))),
            ("parent", (("Amazon", main), ("Microsoft", minor))),
            ("jurisdiction", (("US", main + minor),)),
            ("region", (("eu-west-2", main * 0.8), ("eu-west-1", main * 0.2), ("uksouth", minor))),
        )
    ) + tuple(
        _concentration("contracts", dimension, "GBP", shares)
        for dimension, shares in (
            ("provider", (("aws", 360_000), (SCRIPT, 90_000))),
            ("parent", (("Amazon", 360_000), (SCRIPT, 90_000))),
            ("sme", (("large", 300_000), ("small or medium", 105_000), ("unknown", 45_000))),
            ("framework", (("G-Cloud 14 Lot 1", 360_000), (SCRIPT, 90_000))),
        )
    ),
    survival=(
        Survival(dimension="parent", lost="Amazon", applications_standing=0.09, spend_standing=0.11,
                 resources_standing=0.12, applications_lost=("Leisure bookings", "Website", SCRIPT)),
        Survival(dimension="region", lost="eu-west-2", applications_standing=0.36, spend_standing=None,
                 resources_standing=0.32, applications_lost=("Leisure bookings", "Website")),
        Survival(dimension="parent", lost="Microsoft", applications_standing=0.91, spend_standing=0.89,
                 resources_standing=0.88, applications_lost=("Planning",)),
    ),
    unknowns=("6 resources have no spend on the bill",),
)  # fmt: skip

_HEDGES = (
    Hedge(id="open-workflow", action="Move the booking workflow to an open engine (Temporal or Camunda)",
          saves=_q(44_000), costs=_q(16_000), applies_to=1, applications=("Leisure bookings",),
          side_effects="one more thing to patch", examples=("bookings-workflow",)),
    Hedge(id="open-formats", action="Keep the lake in an open table format",
          saves=_q(31_000), costs=_q(4_500), applies_to=2, applications=("Data platform", SCRIPT),
          side_effects="", examples=(SCRIPT,)),
    Hedge(id="infrastructure-as-code", action="Describe the hand-made resources as code",
          saves=_q(12_000), costs=_q(9_000), applies_to=9, applications=("Website", "Planning"),
          side_effects="people must stop changing things by hand", examples=()),
)  # fmt: skip

_PARAMETERS = (
    ParameterUsed(id="labour.fixed", meaning="Fixed work of any exit", unit="person-days",
                  band=Band(p10=20, p50=60, p90=200), source=OURS),
    ParameterUsed(id="labour.other", meaning="Work beside the hands-on part", unit="times",
                  band=Band(p10=1.3, p50=1.6, p90=2.5), source=CMA),
    ParameterUsed(id="parallel.months", meaning="Months both run at once", unit="months",
                  band=Band(p10=1, p50=3, p90=9), source=CMA),
    *(
        ParameterUsed(id=identifier, meaning=meaning, unit=unit, band=Band(p10=1, p50=2, p90=4), source=CMA)
        for identifier, meaning, unit in (
            ("assurance.service", "Assurance of a service the public reaches", "GBP"),
            ("commitments.resale", "Part of a commitment that can be sold on", "share"),
            ("decommission.days", "Closing down", "person-days"),
            ("training.days", "Training of one engineer", "days"),
        )
    ),
    ParameterUsed(id="rate", meaning="Day rate", unit="GBP a day", band=Band(p10=650, p50=850, p90=1150), source=None,
                  overridden=True),
)  # fmt: skip


_SPEND = SpendSummary(
    currency="GBP", first=date(2025, 11, 1), last=date(2026, 10, 1), effective=9_900.0, billed=10_400.0,
    matched=7_400.0, committed=1_200.0, unused=85.0, by_provider={"aws": 8_700.0, "azure": 1_200.0},
    by_service=(
        ServiceSpend(provider="aws", service="Amazon Redshift", amount=3_450.0),
        ServiceSpend(provider="aws", service=SCRIPT, amount=1_900.0),
        ServiceSpend(provider="aws", service="Amazon S3 (credit)", amount=-120.0),
    ),
    unmatched=(
        ServiceSpend(provider="aws", service=SCRIPT, amount=2_620.0),
        ServiceSpend(provider="aws", service="Amazon S3 (credit)", amount=-120.0),
    ),
    totals=(
        SpendTotal(currency="GBP", effective=Decimal("118800.02"), billed=Decimal("124800.00"),
                   matched=Decimal("88800.01"),
                   unmatched={("aws", SCRIPT): Decimal("31440.01"), ("aws", "Amazon S3 (credit)"): Decimal(-1440)}),
    ),
    unpriced=("XYZ",), notes=(f"{SCRIPT}.csv: no column RegionId; taken as empty",),
)  # fmt: skip
_SUPPLIER_SPEND = SupplierSpend(
    currency="GBP", total=4_800_000.0, covered=350_000.0, unclear=90_000.0, payments=312,
    first=date(2025, 11, 3), last=date(2026, 10, 30),
    suppliers=(
        PaidSupplier(name=SCRIPT, parent=BIDI, amount=2_100_000.0, payments=12, covered=False),
        PaidSupplier(name="Amazon Web Services", parent="Amazon Web Services", amount=350_000.0, payments=12,
                     covered=True),
        PaidSupplier(name="Anvil Licensing Ltd", parent="Anvil Licensing Ltd", amount=90_000.0, payments=4,
                     covered=None),
    ),
    unpriced=(), notes=("spend.csv:99: taken as the total of the lines above it",),
)  # fmt: skip
_DATES = (
    DateToAct(when=date(2026, 10, 2), kind="notice", who=SCRIPT, passed=True,
              what="last day to give 90 days' notice before 31 December 2026; it is over: ask what is owed"),
    DateToAct(when=date(2027, 3, 31), kind="end", who="Fernhill Digital Ltd", what="contract ends (G-Cloud 14 Lot 1)"),
)  # fmt: skip


def sample_report(*, copies: int = 1, marking: str = "OFFICIAL-SENSITIVE") -> Report:
    """Give the council's report; `copies` multiplies its resources for tests of size."""
    built = _Built(copies)
    estate = built.estate()
    costs = Costs(
        p50=np.array([node[10] for node in built.nodes] + [0.0]),
        p90=np.array([node[11] for node in built.nodes] + [0.0]),
        monthly=np.array([np.nan if node[12] is None else node[12] for node in built.nodes] + [np.nan]),
    )
    return Report(
        version="0.1.0", as_of=AS_OF, rules_version="2026.11", rules_digest="sha256:5f0c", packs=("lockscan",),
        scenario=Scenario(as_of=AS_OF, target="uk-eu", exchange={"USD": Decimal("0.79")}),
        parameters=_PARAMETERS,
        sources=(AWS, CMA, OURS),
        coverage=Coverage(
            fraction=0.94, scopes=214,
            by_state={"ok": 121, "empty": 80, "denied": 1, "throttled": 1, "error": 1, "unavailable": 10},
            gaps=tuple(scope for scope in _SCOPES if scope.state.is_gap),
            unclassified=(TypeCount(type="AWS::Mystery::Thing", count=1),),
            by_service_default=(TypeCount(type="AWS::KMS::Key", count=1),),
        ),
        summary=EstateSummary(
            resources=estate.resources, references=len(estate.edges), external=1, applications=len(_APPLICATIONS),
            by_provider={"aws": estate.resources - 3, "azure": 3},
            by_type=(TypeCount(type="AWS::EC2::Instance", count=3), TypeCount(type="AWS::RDS::DBInstance", count=3)),
            by_role={"workload": 13, "data": 8, "network": 2, "identity": 2, "unknown": 1},
            size_gb=8_660.0, size_unknown=3,
        ),
        portability=Portability(
            score=57.4, low=54.9, high=59.8, spend_weighted=None,
            bands={"free": 8, "moderate": 3, "held": 6, "locked": 7, "unknown": 1},
            facet_shares={"interface": 0.46, "data": 0.14, "runtime": 0.12, "operations": 0.21, "commercial": 0.07},
            weakest_chains=(
                _chain((("bookings-api", ""), ("bookings-workflow", "invokes")), 0.688, built.row),
                _chain((("benefits-app-1", ""), ("benefits-oracle", "reads_from")), 0.552, built.row),
                _chain(((FORMULA, ""), (ANSI, "routes_to"), (BIDI, "writes_to"), (LONG, "notifies")), 0.456, built.row),
                _chain(((SCRIPT, ""),), 0.49, built.row),
            ),
            holders=(
                Holder(row=built.row["residents-key"], id=_identifier("residents-key", "aws", "AWS::KMS::Key"),
                       name="residents-key", type="AWS::KMS::Key", lock_in=0.71, dependents=9,
                       applications=("Leisure bookings", "Revenues and benefits", "Data platform")),
            ),
            by_capability={"relational-database": (4, 59.5), "object-storage": (2, 80.0), "workflow": (1, 14.0),
                           "function": (2, 43.5), "virtual-machine": (3, 90.7), "message-queue": (2, 55.0)},
        ),
        exit_cost=detailed(ExitCost(
            currency="GBP", planned=_exit_case("planned", 1, 410), stressed=_exit_case("stressed", 1.7, 260),
            unknowns=(
                Unknown(what="databases whose size is not known", count=3, effect="widens data transfer and labour",
                        remedy="allow cloudwatch:GetMetricStatistics"),
                Unknown(what="resources without spend", count=12, effect="running both at once may cost more",
                        remedy="give the bill: --spend focus.csv"),
            ),
            cheapest_exit=tuple(
                (date(2026 + (10 + month) // 12, (10 + month) % 12 + 1, 1), 596_000.0 - 900 * min(month, 21) ** 1.3)
                for month in range(36)
            ),
            by_application={"": _q(51_000), **{app.name: app.exit_cost for app in _APPLICATIONS}},
        )),
        diversification=_DIVERSIFICATION,
        applications=_APPLICATIONS,
        hedges=_HEDGES,
        findings=(
            Finding(id="LS001", rule="retires", severity="high", resource=SCRIPT, origin="live ec2",
                    message="retires on 31 March 2027", remedy="move to its successor"),
        ),
        scores=built.scores(),
        application=built.column(2, ""),
        contagion=built.contagion(),
        placement=Placement(
            group=np.arange(built.size, dtype=np.int32), wave=np.arange(built.size, dtype=np.int32) % 6
        ),
        costs=costs,
        estate=estate,
        title="Cloud exit and diversification report: Wexmere Borough Council",
        marking=marking,
        spend=_SPEND,
        supplier_spend=_SUPPLIER_SPEND,
        dates=_DATES,
    )  # fmt: skip


def empty_report() -> Report:
    """Give a report of an estate about which next to nothing is known."""
    full = sample_report(marking="")
    nothing = Quantiles(p10=0, p50=0, p80=0, p90=0)
    case = replace(
        full.exit_cost.planned, total=nothing, components=(), person_days=nothing,
        calendar=Calendar(days=nothing, waves=0, critical=()), drivers=(), by_application=(), by_supplier=(),
        by_group=(), deadline=None,
    )  # fmt: skip
    return replace(
        full,
        parameters=(), sources=(), applications=(), hedges=(), findings=(),
        coverage=Coverage(fraction=None, scopes=0, by_state={}, gaps=(), unclassified=(), by_service_default=()),
        summary=replace(full.summary, resources=0, references=0, by_provider={}, by_type=(), by_role={}, size_gb=0),
        portability=replace(full.portability, bands={}, facet_shares={}, weakest_chains=(), holders=(),
                            by_capability={}),
        exit_cost=ExitCost(currency="GBP", planned=case, stressed=replace(case, id="stressed"), unknowns=()),
        diversification=Diversification(bases=(), survival=()), spend=None, supplier_spend=None, dates=(),
        estate=replace(full.estate, resources=0),
    )  # fmt: skip
