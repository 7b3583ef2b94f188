"""Functions that look around: parameters, variables, other resources, and where the template is deployed."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from lockscan.connectors._shape import items, table, text
from lockscan.connectors.arm.evaluation import Indices
from lockscan.connectors.arm.naming import BESIDE, NESTED, NO_GROUP, NOWHERE, TYPE, base_of, id_of
from lockscan.connectors.arm.own import Inside, own_functions
from lockscan.connectors.arm.symbols import MOST, known

if TYPE_CHECKING:
    from lockscan.connectors.arm.deployment import Deployment

CLOUD: Final = {
    "name": "AzureCloud",
    "resourceManager": "https://management.azure.com/",
    "authentication": {"loginEndpoint": "https://login.microsoftonline.com/", "tenant": "common"},
    "suffixes": {
        "storage": "core.windows.net",
        "keyvaultDns": ".vault.azure.net",
        "sqlServerHostname": ".database.windows.net",
        "acrLoginServer": ".azurecr.io",
    },
}
"""What `environment()` gives in Azure's public cloud."""


class Asking:
    """What the expressions of one template may ask; what asks for itself is not known."""

    def __init__(self, deployment: "Deployment", given: Mapping[str, Callable[[], Any]]) -> None:
        self._of = deployment
        self._given = given
        self._values: dict[str, Any] = {}
        self._declared = {
            kind: {name.lower(): one for name, one in table(deployment.template.root.get(kind)).items()}
            for kind in ("parameters", "variables")
        }
        self._own = own_functions(deployment.template.root)
        for loop in map(table, items(self._declared["variables"].get("copy"))):
            self._declared["variables"][text(loop.get("name")).lower()] = {"copy": [loop]}

    def call(self, name: str, arguments: list[Any], indices: Indices) -> Any:
        """Give what the function comes to; raises `LookupError` where it looks at nothing."""
        if own := self._own.get(name):
            value = table(own.get("output")).get("value")
            return self._of.evaluator.value(value, Inside.of(self, own, arguments), indices)
        asked = self._ASKED.get(name) or (Asking._secret if name.startswith("list") else None)
        if asked is None:
            raise LookupError(name)
        return asked(self, arguments, indices)

    def _parameter(self, arguments: list[Any], _: Indices) -> Any:
        return self._once("parameters", text(next(iter(arguments), "")), self._parameter_value)

    def _variable(self, arguments: list[Any], _: Indices) -> Any:
        return self._once("variables", text(next(iter(arguments), "")), self._variable_value)

    def _once(self, kind: str, name: str, find: Callable[[str], Any]) -> Any:
        key = f"{kind}('{name}')"
        if key not in self._values:
            self._values[key] = self._mark(key)  # while it is being found out
            value = find(name.lower())
            known = (
                not _too_large(value) if value is not None else kind == "parameters" and self._may_lack(name.lower())
            )
            self._values[key] = value if known else self._mark(key)
        return self._values[key]

    def _typed(self, name: str) -> Mapping[str, Any]:
        """Give a parameter's declaration, with that of the type it is said to be of."""
        declared = table(self._declared["parameters"].get(name))
        defined = text(declared.get("$ref")).removeprefix("#/definitions/")
        return {**table(table(self._of.template.root.get("definitions")).get(defined)), **declared}

    def _may_lack(self, name: str) -> bool:
        return self._typed(name).get("nullable") is True

    def _parameter_value(self, name: str) -> Any:
        declared = self._typed(name)
        given = self._given[name]() if name in self._given else None
        if text(declared.get("type")).lower().startswith("secure"):
            symbols = self._of.evaluator.symbols
            return symbols.mark(f"parameters('{name}')", symbols.ids_in(given))
        if given is not None:
            return given
        return self._of.evaluator.value(declared.get("defaultValue"), self, {})

    def _variable_value(self, name: str) -> Any:
        written = self._declared["variables"].get(name)
        made = self._of.evaluator.value(written, self, {})
        loops = items(table(written).get("copy"))
        if (
            len(loops) == 1
            and isinstance(made, dict)
            and len(made) == 1
            and table(loops[0]).get("name", "").lower() == name
        ):
            return next(iter(made.values()))
        return made

    def _resource_id(self, arguments: list[Any], _: Indices) -> Any:
        at = _type_at(arguments)
        if at is None:
            return self._opaque("resourceId", arguments)
        target = self._of.target
        before = [str(one) for one in arguments[:at]]
        group = before[-1] if before else target.group
        subscription = before[0] if len(before) > 1 and known(before[0]) else target.subscription
        group = target.group if group == self._group_name() else group
        return id_of(base_of(subscription, group), arguments[at], arguments[at + 1 :])

    def _subscription_id(self, arguments: list[Any], _: Indices) -> Any:
        at = _type_at(arguments)
        if at is None:
            return self._opaque("subscriptionResourceId", arguments)
        said = str(arguments[0]) if at and known(arguments[0]) else self._of.target.subscription
        return id_of(base_of(said, ""), arguments[at], arguments[at + 1 :])

    def _extension_id(self, arguments: list[Any], _: Indices) -> Any:
        if _type_at(arguments) != 1:
            return self._opaque("extensionResourceId", arguments)
        return id_of(str(arguments[0]).rstrip("/"), arguments[1], arguments[2:])

    def _tenant_id(self, arguments: list[Any], _: Indices) -> Any:
        at = _type_at(arguments)
        return (
            self._opaque("tenantResourceId", arguments) if at is None else id_of("", arguments[at], arguments[at + 1 :])
        )

    def _reference(self, arguments: list[Any], _: Indices) -> Any:
        found = self._meant(next(iter(arguments), ""))
        child = self._deployed(found.lower()) if found else None
        if child:
            return {"outputs": child.outputs}
        return self._opaque("reference", arguments, found)

    def _references(self, arguments: list[Any], _: Indices) -> Any:
        """Give the state of everything that a loop of that name makes."""
        name = text(next(iter(arguments), ""))
        count = self._of.rounds_of(name)
        if count is None:
            return self._opaque("references", arguments)
        return [self._reference([f"{name}[{at}]"], {}) for at in range(count)]

    def _deployed(self, id_: str) -> "Deployment | None":
        """Give a deployment by its id; by its name where the scopes are not known well enough to be equal."""
        place, _, name = id_.rpartition("/")
        named = (child for one, child in self._of.children.items() if one.rpartition("/")[2] == name)
        return self._of.children.get(id_) or (next(named, None) if place.endswith(f"/{NESTED}") else None)

    def _info(self, arguments: list[Any], _: Indices) -> Any:
        found = self._meant(next(iter(arguments), ""))
        return {"id": found, "name": found.rpartition("/")[2]} if found else self._opaque("resourceInfo", arguments)

    def _secret(self, arguments: list[Any], _: Indices) -> Any:
        return self._opaque("list", arguments, self._meant(next(iter(arguments), "")))

    def _meant(self, said: Any) -> str:
        """Give the id that a reference's first argument stands for: an id, a symbolic name, the one of a name."""
        if not isinstance(said, str) or not said:
            return ""
        if "/providers/" in said.lower():
            return said
        for deployment in (self._of, *reversed(self._of.above)):
            if found := deployment.by_symbol(said) or deployment.by_name(said):
                return found
        if "/" in said and TYPE.match(said):
            return f"{self._of.base}/providers/{said}"
        return next((one for one in self._of.children if one.rpartition("/")[2] == said.lower()), "")

    def _copy_index(self, arguments: list[Any], indices: Indices) -> Any:
        loop = next((one.lower() for one in arguments if isinstance(one, str)), "")
        offset = next((one for one in arguments if isinstance(one, int)), 0)
        return indices[loop] + offset if loop in indices else self._mark("copyIndex()")

    def _group(self, _: list[Any], __: Indices) -> Any:
        target = self._of.target
        return {
            "id": base_of(target.subscription, target.group),
            "name": self._group_name(),
            "location": self._mark("resourceGroup().location"),
            "tags": self._mark("resourceGroup().tags"),
        }

    def _group_name(self) -> str:
        group = self._of.target.group
        return self._mark("resourceGroup().name") if group == NO_GROUP else group

    def _subscription(self, _: list[Any], __: Indices) -> Any:
        said = self._of.target.subscription
        return {
            "id": base_of(said, ""),
            "subscriptionId": self._mark("subscription().subscriptionId") if said == NOWHERE else said,
            "tenantId": self._mark("subscription().tenantId"),
            "displayName": self._mark("subscription().displayName"),
        }

    def _level_id(self, arguments: list[Any], _: Indices) -> Any:
        at = _type_at(arguments)
        if at is None:
            return self._opaque("managementGroupResourceId", arguments)
        return id_of(base_of(NOWHERE, ""), arguments[at], arguments[at + 1 :])

    def _management_group(self, _: list[Any], __: Indices) -> Any:
        return {"id": self._mark("managementGroup().id"), "name": self._mark("managementGroup().name")}

    def _tenant(self, _: list[Any], __: Indices) -> Any:
        return {"tenantId": self._mark("tenant().tenantId"), "displayName": self._mark("tenant().displayName")}

    def _deployment(self, _: list[Any], __: Indices) -> Any:
        link = {"uri": f"{BESIDE}{self._of.template.path.name}"}
        return {
            "name": self._of.template.path.stem,
            "location": self._mark("deployment().location"),
            "properties": {"templateLink": link},
        }

    def _environment(self, _: list[Any], __: Indices) -> Any:
        return CLOUD

    def _mark(self, shown: str) -> str:
        return self._of.evaluator.symbols.mark(shown)

    def _opaque(self, name: str, arguments: list[Any], found: str = "") -> str:
        symbols = self._of.evaluator.symbols
        ids = {found} if found else symbols.ids_in(*arguments)
        # Two templates may call different resources by the same symbol.
        said = [found, *arguments[1:]] if found else arguments
        return symbols.mark(f"{name}({symbols.written(*said)})", ids)

    _ASKED: Final[Mapping[str, Callable[["Asking", list[Any], Indices], Any]]] = {
        "copyindex": _copy_index,
        "deployment": _deployment,
        "environment": _environment,
        "extensionresourceid": _extension_id,
        "parameters": _parameter,
        "managementgroup": _management_group,
        "managementgroupresourceid": _level_id,
        "reference": _reference,
        "references": _references,
        "resourcegroup": _group,
        "resourceid": _resource_id,
        "resourceinfo": _info,
        "subscription": _subscription,
        "subscriptionresourceid": _subscription_id,
        "tenant": _tenant,
        "tenantresourceid": _tenant_id,
        "variables": _variable,
    }


def _type_at(arguments: list[Any]) -> int | None:
    """Give the place of the type among a function's arguments: scopes stand before it, names after."""
    return next((i for i, one in enumerate(arguments) if isinstance(one, str) and TYPE.fullmatch(one)), None)


def _too_large(value: Any) -> bool:
    """Values that are made of themselves double with every step: past a bound they count as not known."""
    todo, seen = [value], 0
    while todo and seen <= MOST:
        one = todo.pop()
        seen += 1
        todo.extend(one.values() if isinstance(one, dict) else one if isinstance(one, list) else ())
    return seen > MOST
