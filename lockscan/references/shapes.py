"""Identifiers recognised in a text by their shape alone; nothing else of the text leaves this module."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from lockscan.model.reference import IdentityClass
from lockscan.references import arns
from lockscan.references.identifiers import fold
from lockscan.references.vocabulary import shapes


@dataclass(frozen=True, slots=True)
class Found:
    key: str
    match: IdentityClass
    type: str = ""
    external: bool = True
    pattern: bool = False
    """Stands for many things at once."""


_ARM: Final = re.compile(
    r"/subscriptions/[0-9a-f-]{36}(?:/resourcegroups/[\w.()-]{1,90})?"
    r"(?:/providers/[a-z0-9.]+(?:/[a-z0-9._-]+/[\w.()~$@|!-]+)+)?",
    re.IGNORECASE,
)
_LINK: Final = re.compile(
    r"(?:https?:)?//(?:www\.googleapis\.com/(?P<old>[a-z]+)/[a-z0-9]+|(?P<new>[a-z]+)\.googleapis\.com(?:/(?P=new)?/?v\d[a-z0-9]*)?)"
    r"/(?P<path>(?:projects|folders|organizations)/[\w.:~%/-]+)"
)
_OCID: Final = re.compile(r"ocid1\.[a-z0-9-]+\.[a-z0-9-]*\.[a-z0-9-]*(?:\.[a-z0-9-]*)?\.[a-z0-9]{20,}")
_CRN: Final = re.compile(r"crn:v1:[a-z0-9-]+:[a-z]+:[a-z0-9-]+:[a-z0-9-]*:[\w/-]*:[\w:/.-]*")
_HOST: Final = re.compile(
    r"(?<![\w.-])(?P<host>(?:[a-z0-9_-]{1,63}\.)+(?:amazonaws\.com(?:\.cn)?|cloudfront\.net|on\.aws|awsglobalaccelerator\.com"
    r"|elasticbeanstalk\.com|amazoncognito\.com|windows\.net|azure\.net|azure\.com|azurecr\.io|azurewebsites\.net|azurefd\.net"
    r"|azure-api\.net|azure-devices\.net|trafficmanager\.net|usgovcloudapi\.net|chinacloudapi\.cn|chinacloudsites\.cn"
    r"|azure\.(?:us|cn)|azurecr\.(?:us|cn)|azurewebsites\.us|azurefd\.us|azure-api\.(?:us|cn)|azure-devices\.(?:us|cn)"
    r"|usgovtrafficmanager\.net|trafficmanager\.cn|run\.app|cloudfunctions\.net))\.?(?![\w-])(?::\d{1,5})?(?P<path>/[\w./-]*)?",
    re.IGNORECASE,
)
_ENDINGS: Final = (".com", ".net", ".aws", ".io", ".app", ".us", ".cn")
_QUEUE: Final = "AWS::SQS::Queue"
"""The one type whose names are URLs of an account and a name, on whatever host."""
_URL: Final = re.compile(r"https?://[\w.-]+(?::\d{1,5})?/\d{12}/[\w.-]+")
_UUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_MOST_HOSTS: Final = 200
_REMEMBERED: Final = 300
"""Characters up to which what was found in a text is remembered."""


@cache
def _opaque() -> re.Pattern[str]:
    prefixes = "|".join(sorted(map(re.escape, shapes().opaque), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])({prefixes})-(?:[0-9a-f]{{17}}|[0-9a-f]{{8}})(?![\w-])")


def recognised(text: str) -> tuple[Found, ...]:
    """Give every identifier in a text; names are met again and again, as one's own and in others' settings."""
    return _remembered(text) if len(text) <= _REMEMBERED else tuple(recognise(text))


@lru_cache(maxsize=32_768)
def _remembered(text: str) -> tuple[Found, ...]:
    return tuple(recognise(text))


def recognise(text: str) -> Iterator[Found]:
    """Give every identifier in a text, each in the spelling it is compared in."""
    if text[:15].lower() == "/subscriptions/":
        yield from _paths(text)  # a name inside an ARM id (`.../x.database.windows.net`) is no mention of a host
        return
    if "arn:aws" in text:
        yield from _arns(text)
    if "-" in text:
        for match in _opaque().finditer(text):
            told = shapes().opaque[match[1]]
            yield Found(match[0], IdentityClass.SCOPED, told.type, told.external)
    if "." in text:
        yield from _hosts(text)
        yield from _paths(text)
    elif "/subs" in text or "/SUBS" in text:
        yield from _paths(text)
    if "://" in text:
        yield from (Found(url[0], IdentityClass.GLOBAL, _QUEUE, external=False) for url in _URL.finditer(text))
        yield from _addresses(text)
    if "crn:v1:" in text:
        yield from (Found(match[0], IdentityClass.GLOBAL) for match in _CRN.finditer(text))


def is_uuid(text: str) -> bool:
    return _UUID.fullmatch(text) is not None


def _arns(text: str) -> Iterator[Found]:
    for match in arns.ARN.finditer(text):
        for key, itself in arns.keys_of(match[0]):
            if shapes().not_resources.search(key):
                continue
            pattern = arns.has_pattern(key)
            yield Found(key, IdentityClass.GLOBAL, arns.type_of(key), itself and not pattern, pattern)
            if (short := arns.without_suffix(key)) != key:
                yield Found(short, IdentityClass.GLOBAL, arns.type_of(short), external=False)


def _paths(text: str) -> Iterator[Found]:
    if "ubscriptions/" in text or "UBSCRIPTIONS/" in text:
        for match in _ARM.finditer(text):
            key = fold(match[0])
            if not shapes().not_resources.search(key):
                yield Found(key, IdentityClass.GLOBAL, arm_type(match[0]), "/providers/" in key)
    if "googleapis.com" in text:
        for match in _LINK.finditer(text):
            service = match["old"] or match["new"]
            yield Found(f"//{service}.googleapis.com/{match['path']}", IdentityClass.GLOBAL)
    if "ocid1." in text:
        yield from (Found(match[0], IdentityClass.GLOBAL) for match in _OCID.finditer(text))


def _addresses(text: str) -> Iterator[Found]:
    for row in shapes().addresses:
        for match in row.match.finditer(text):
            yield Found(row.key.format(match[0], *match.groups()), IdentityClass.GLOBAL, row.type)


def _hosts(text: str) -> Iterator[Found]:
    lowered = text.lower()
    if not any(ending in lowered for ending in _ENDINGS):
        return
    for _, match in zip(range(_MOST_HOSTS), _HOST.finditer(lowered), strict=False):
        host = match["host"].removeprefix("dualstack.")
        path = text[match.start("path") : match.end("path")].rstrip("/") if match["path"] else ""
        if found := _resource_of(host, path):
            yield found


def _resource_of(host: str, path: str) -> Found | None:
    for row in shapes().hosts:
        for whole in (f"{host}{path}", host) if path else (host,):
            if match := row.match.fullmatch(whole):
                key = row.key.format(host, *match.groups()) if row.key else host
                return Found(key, IdentityClass.GLOBAL, row.type)
    return None


def arm_type(identifier: str) -> str:
    """Give the type that an ARM id spells out: namespace and every second segment after it."""
    namespace, *segments = identifier.rpartition("/providers/")[2].split("/")
    return "/".join([namespace, *segments[::2]]) if "/providers/" in identifier.lower() and segments else ""
