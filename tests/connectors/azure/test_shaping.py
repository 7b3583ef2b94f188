"""Whatever a row holds, it becomes a record or nothing, and never a crash."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lockscan.connectors.azure import shaping
from lockscan.connectors.azure.sifting import counting, mentioning
from lockscan.references import facts_of, identities, mentions
from lockscan.snapshot.encoding import encode
from lockscan.vocabulary.kinds import Kind

S = "/subscriptions/11111111-2222-3333-4444-555555555555"
SERVER = f"{S}/resourceGroups/rg/providers/Microsoft.Sql/servers/s"
TYPES = (
    "Microsoft.Network/virtualNetworks",
    "microsoft.containerservice/managedclusters",
    "Microsoft.KeyVault/vaults",
    "Microsoft.Sql/servers",
    "contoso.odd/things",
)

texts = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [SERVER, f"{SERVER}/databases/d", S, "x.database.windows.net", "11111111-2222-3333-4444-555555555555"]
    ),
)
values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), texts),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.one_of(
                st.text(max_size=6),
                st.sampled_from(
                    [
                        "id",
                        "name",
                        "properties",
                        "subnets",
                        "agentPoolProfiles",
                        "accessPolicies",
                        "objectId",
                        "vaultUri",
                    ]
                ),
            ),
            inner,
            max_size=5,
        ),
    ),
    max_leaves=20,
)


@st.composite
def rows(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(TYPES))
    row = {
        key: draw(values)
        for key in ("name", "location", "tags", "sku", "kind", "identity", "managedBy", "properties", "plan")
        if draw(st.booleans())
    }
    return {**row, "id": draw(st.one_of(st.just(f"{S}/resourceGroups/rg/providers/{kind}/n"), values)), "type": kind}


@settings(max_examples=150)
@given(rows())
def test_no_row_breaks_it(row: dict[str, Any]) -> None:
    for shape in (shaping.records, shaping.listed, shaping.containers, shaping.assignments):
        encode(shape(row))


@settings(max_examples=150)
@given(values)
def test_sifting_loses_no_fact_and_no_mention_of_azure(config: Any) -> None:
    whole = {"properties": config}
    assert facts_of(counting(whole) or {}) == facts_of(whole)

    def found(value: Any) -> set[str]:
        seen = mentions(value, provider="azure", account="", region="", resource_type=TYPES[3])
        return {one.key for one in seen if one.key.startswith(S) or one.key.endswith(".net")}

    assert found({"properties": mentioning(config)}) == found(whole)


@pytest.mark.parametrize("name", ["s", "plain-name", "11111111-2222-3333-4444-555555555555", "orders"])
def test_quick_names_are_the_usual_ones(name: str) -> None:
    (record,) = shaping.records({"id": SERVER[:-1] + name, "type": "contoso.odd/things", "name": name})
    assert set(record.identities) == set(identities(record.resource))


def test_an_answer_without_properties_is_given_no_defaults() -> None:
    (known,) = shaping.records({"id": SERVER, "type": "microsoft.storage/storageaccounts", "properties": {}})
    (bare,) = shaping.listed(
        {"id": SERVER, "type": "microsoft.storage/storageaccounts", "sku": {"name": "Standard_LRS"}}
    )
    assert "storage_class" in known.resource.facts
    assert bare.resource.facts["plan"] == "Standard_LRS"
    assert "storage_class" not in bare.resource.facts


def test_a_thing_made_by_a_service_belongs_to_it_but_a_disk_to_its_group() -> None:
    (made,) = shaping.records({"id": SERVER, "type": "contoso.odd/things", "managedBy": f"{SERVER}x"})
    (disk,) = shaping.records({"id": SERVER, "type": "microsoft.compute/disks", "managedBy": f"{SERVER}x"})
    assert (made.resource.parent, made.resource.application) == (f"{SERVER}x", None)
    assert (disk.resource.parent, disk.resource.application) == (None, "rg")


def test_a_group_that_a_service_made_belongs_to_it() -> None:
    group = {"id": f"{S}/resourceGroups/nodes", "type": "microsoft.resources/subscriptions/resourcegroups"}
    (own,), (made,) = shaping.containers(group), shaping.containers({**group, "managedBy": SERVER})
    assert (own.resource.parent, own.resource.application) == (None, "nodes")
    assert (made.resource.parent, made.resource.application) == (SERVER, None)


def test_naming_a_group_holds_nothing() -> None:
    row = {"id": SERVER, "type": "contoso.odd/things", "properties": {"scope": f"{S}/resourceGroups/other", "x": S}}
    (record,) = shaping.records(row)
    assert {candidate.kind for candidate in record.candidates} == {Kind.CONTAINED_IN}
