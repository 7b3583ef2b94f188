"""The tables of a sealed snapshot, column by column; each is one Parquet file of that name.

Columns are only ever added: a v1 snapshot stays readable by every later version. Texts are UTF-8, times are dates.
"""

from typing import Final

FORMAT: Final = "lockscan.snapshot"
VERSION: Final = 1

TABLES: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "resources": {
        "row": ("INTEGER", "Number of the node: resources first, ordered by id, external nodes after them"),
        "external": ("BOOLEAN", "Outside the estate: only mentioned by others"),
        "id": ("VARCHAR", "The provider's own identifier, or the address of what is only planned"),
        "type": ("VARCHAR", "The provider's authoritative type name; guessed from the identifier's shape if external"),
        "provider": ("VARCHAR", "Short name of the provider"),
        "account": ("VARCHAR", "Account, subscription or project; empty where unknown"),
        "region": ("VARCHAR", "Region; `global` for what has none, empty where unknown"),
        "name": ("VARCHAR", "Name shown to people"),
        "application": ("VARCHAR", "By tag, by the source's own grouping, or the parent's; empty where nothing says"),
        "parent_row": ("INTEGER", "Row of the resource this one is a part of; -1 for none"),
        "size_gb": ("DOUBLE", "Bytes at rest in GB (10^9); null where unknown"),
        "vcpus": ("DOUBLE", "Virtual processors, all nodes together; null where unknown"),
        "memory_gb": ("DOUBLE", "Memory, all nodes together; null where unknown"),
        "instances": ("DOUBLE", "How many like things the row stands for; null where unknown"),
        "profile": ("VARCHAR", "JSON object of the neutral facts that are no numbers: what rules look at"),
        "facts": ("VARCHAR", "JSON object of all facts, neutral ones and the answer's booleans and numbers by path"),
        "tags": ("VARCHAR", "JSON object of tags: every key, the value only of listed keys"),
        "origins": ("VARCHAR", "JSON list of where it was seen: source, location, line, address"),
        "differences": ("VARCHAR", "JSON object of neutral facts on which sources differ: fact -> {source: value}"),
    },
    "references": {
        "source_row": ("INTEGER", "Row of the resource that holds the mention"),
        "target_row": ("INTEGER", "Row of what is mentioned"),
        "source": ("VARCHAR", "Its id"),
        "target": ("VARCHAR", "Its id"),
        "kind": ("VARCHAR", "One of the closed list of reference kinds"),
        "confidence": ("VARCHAR", "high, medium or low"),
        "evidence": ("VARCHAR", "The path in the source's configuration where it was seen"),
    },
    "identities": {
        "row": ("INTEGER", "Row of the resource"),
        "kind": ("VARCHAR", "global, scoped or name"),
        "key": ("VARCHAR", "A string by which others mention it"),
    },
    "scopes": {
        "provider": ("VARCHAR", "Short name of the provider that was asked"),
        "account": ("VARCHAR", "Account asked for"),
        "region": ("VARCHAR", "Region asked for"),
        "type": ("VARCHAR", "Type asked for, or `*`"),
        "state": ("VARCHAR", "How it ended"),
        "resources": ("INTEGER", "How many resources were read"),
        "reason": ("VARCHAR", "Why it is a gap; empty where it is none"),
        "remedy": ("VARCHAR", "The one line that would mend it; empty where there is none"),
    },
    "charges": {
        "provider": ("VARCHAR", "Our short name for ProviderName"),
        "publisher": ("VARCHAR", "PublisherName"),
        "invoice_issuer": ("VARCHAR", "InvoiceIssuerName"),
        "service": ("VARCHAR", "ServiceName"),
        "service_category": ("VARCHAR", "ServiceCategory"),
        "charge_category": ("VARCHAR", "ChargeCategory"),
        "sub_account": ("VARCHAR", "SubAccountId"),
        "region": ("VARCHAR", "RegionId"),
        "resource_id": ("VARCHAR", "ResourceId as billed; empty where the bill names none"),
        "month": ("DATE", "First day of the charge period's month"),
        "billed": ("DECIMAL(28,10)", "BilledCost"),
        "billed_currency": ("VARCHAR", "Its currency"),
        "effective": ("DECIMAL(28,10)", "EffectiveCost"),
        "effective_currency": ("VARCHAR", "Its currency"),
    },
    "contracts": {
        "supplier": ("VARCHAR", "Who is paid"),
        "parent": ("VARCHAR", "The company that owns it"),
        "reseller_for": ("VARCHAR", "Whose services it resells"),
        "sme": ("BOOLEAN", "Whether it is a small or medium enterprise; null where unknown"),
        "framework": ("VARCHAR", "Procurement framework"),
        "lot": ("VARCHAR", "Lot of the framework"),
        "value": ("DECIMAL(28,10)", "Contract value; null where unknown"),
        "value_currency": ("VARCHAR", "Its currency"),
        "start": ("DATE", "First day"),
        "end": ("DATE", "Last day"),
        "extension_end": ("DATE", "Last day if extended"),
        "notice_days": ("INTEGER", "Days of notice"),
        "committed_spend": ("DECIMAL(28,10)", "What is promised in total over the term"),
        "committed_spend_currency": ("VARCHAR", "Its currency"),
        "exit_fee": ("DECIMAL(28,10)", "Fee for ending early"),
        "exit_fee_currency": ("VARCHAR", "Its currency"),
        "data_return": ("VARCHAR", "How data is given back"),
    },
}
"""Table -> column -> (type, meaning)."""


def definition(table: str) -> str:
    """Give the table's columns as SQL declares them."""
    return ", ".join(f'"{column}" {kind}' for column, (kind, _) in TABLES[table].items())


def columns(table: str) -> str:
    return ", ".join(f'"{column}"' for column in TABLES[table])
