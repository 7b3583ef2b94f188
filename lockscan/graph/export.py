"""The whole graph for other programs: networkx node-link data, and GraphML."""

import io
import json
import re
from collections.abc import Mapping

import networkx as nx

from lockscan.model.coupling import Coupling
from lockscan.model.estate import Column, Estate
from lockscan.vocabulary.kinds import Kind

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def node_link(estate: Estate, couplings: Mapping[Kind, Coupling], application: Column) -> bytes:
    """Give JSON that `networkx.node_link_graph` reads back."""
    document = nx.node_link_data(_graph(estate, couplings, application), edges="edges")
    return json.dumps(document, ensure_ascii=False, indent=1).encode(errors="replace") + b"\n"


def graphml(estate: Estate, couplings: Mapping[Kind, Coupling], application: Column) -> bytes:
    """Give GraphML; characters that XML cannot hold become a question mark."""
    graph = _graph(estate, couplings, application)
    safe = nx.relabel_nodes(graph, {node: _for_xml(node) for node in graph})
    for _, attributes in safe.nodes(data=True):
        attributes.update({key: _for_xml(value) for key, value in attributes.items() if isinstance(value, str)})
    for _, _, attributes in safe.edges(data=True):
        attributes.update({key: _for_xml(value) for key, value in attributes.items() if isinstance(value, str)})
    content = io.BytesIO()
    nx.write_graphml_xml(safe, content)
    return content.getvalue()


def _graph(estate: Estate, couplings: Mapping[Kind, Coupling], application: Column) -> "nx.MultiDiGraph[str]":
    """Every reference as it was read, from who mentions to who is mentioned; its direction says which one is held."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    rows = range(len(estate))
    ids = estate.rows.ids(rows)
    for row, identifier, name in zip(rows, ids, estate.rows.names(rows), strict=True):
        graph.add_node(
            identifier,
            name=name,
            type=estate.profiles[int(estate.profile[row])].type,
            provider=estate.provider[row],
            account=estate.account[row],
            region=estate.region[row],
            application=application[row],
            external=row >= estate.resources,
        )
    edges = estate.edges
    for edge, evidence in enumerate(estate.rows.evidence(range(len(edges)))):
        coupling = couplings[Kind(edges.kind[edge])]
        graph.add_edge(
            ids[int(edges.source[edge])],
            ids[int(edges.target[edge])],
            kind=coupling.kind.value,
            evidence=evidence,
            confidence=edges.confidence[edge],
            direction=coupling.direction.value,
            strength=float(coupling.strength),
            hard=coupling.hard,
        )
    return graph


def _for_xml(text: str) -> str:
    return NOT_IN_XML.sub("?", text)
