"""Other programs read the whole graph back, hostile names and all."""

import io
import json
from collections.abc import Callable, Mapping
from dataclasses import replace

import networkx as nx

from lockscan.graph.export import graphml, node_link
from lockscan.model.coupling import Coupling
from lockscan.model.estate import Column, Estate, HeldRows
from lockscan.vocabulary.kinds import Kind

EDGES = [(0, 1, "stores_in"), (0, 1, "may_access", "low"), (1, 2, "notifies")]
APPLICATION = Column.of(["website", "website", "shared"])


def test_node_link_data_reads_back_with_kind_evidence_and_confidence(
    estate_of: Callable[..., Estate], couplings: Mapping[Kind, Coupling]
) -> None:
    document = json.loads(node_link(estate_of(3, EDGES, resources=2), couplings, APPLICATION))
    graph = nx.node_link_graph(document, edges="edges")
    assert graph.nodes["id-2"]["external"]
    assert graph.nodes["id-0"] == {
        "name": "name-0",
        "type": "T",
        "provider": "",
        "account": "",
        "region": "",
        "application": "website",
        "external": False,
    }
    assert [(e["kind"], e["evidence"], e["confidence"]) for e in graph["id-0"]["id-1"].values()] == [
        ("stores_in", "Path0", "high"),
        ("may_access", "Path1", "low"),
    ]
    assert [values["direction"] for values in graph["id-1"]["id-2"].values()] == ["reverse"]


def test_graphml_is_whole_whatever_names_hold(
    estate_of: Callable[..., Estate], couplings: Mapping[Kind, Coupling]
) -> None:
    hostile = HeldRows(("<a>&\x00", "b\x1b[31m", "c\ufffe"), ("]]>", '"', "\ud800"), ("\x07", "", ""))
    estate = replace(estate_of(3, EDGES), rows=hostile)
    graph = nx.read_graphml(io.BytesIO(graphml(estate, couplings, APPLICATION)))
    assert sorted(graph) == ["<a>&?", "b?[31m", "c?"]
    assert graph.number_of_edges() == len(EDGES)
