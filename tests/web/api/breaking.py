"""What in a new description of the API would break a program written against an older one."""

from collections.abc import Iterator, Mapping
from typing import Any

METHODS = ("get", "post", "patch", "put", "delete")


def breaks(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    """One sentence for each."""
    for path, item in old["paths"].items():
        for method in METHODS:
            if method in item:
                yield from _operation(f"{method.upper()} {path}", old, new, path, method)


def _operation(
    at: str, old: Mapping[str, Any], new: Mapping[str, Any], path: str, method: str
) -> Iterator[str]:
    was, now = old["paths"][path][method], new["paths"].get(path, {}).get(method)
    if now is None:
        yield f"{at} is gone"
        return
    if was["security"] != now["security"]:
        yield f"{at} needs another scope"
    yield from _parameters(at, _resolved(was, old), _resolved(now, new))
    yield from _body(at, was, now, old, new)
    for status, answer in was["responses"].items():
        if status not in now["responses"]:
            yield f"{at} does not answer {status} any more"
        elif status < "300":
            before, after = _schema(answer), _schema(now["responses"][status])
            yield from _Answers(old, new).differ(f"{at} {status}", before, after)


def _parameters(at: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    for name in was.keys() - now.keys():
        yield f"{at} takes no {name} any more"
    for name, said in now.items():
        if said.get("required") and not was.get(name, {}).get("required"):
            yield f"{at} needs {name} now"


def _resolved(operation: Mapping[str, Any], whole: Mapping[str, Any]) -> dict[str, Any]:
    found = [_follow(each, whole) for each in operation.get("parameters", ())]
    return {each["name"]: each for each in found}


def _body(
    at: str,
    was: Mapping[str, Any],
    now: Mapping[str, Any],
    old: Mapping[str, Any],
    new: Mapping[str, Any],
) -> Iterator[str]:
    before, after = was.get("requestBody"), now.get("requestBody")
    if before and not after:
        yield f"{at} takes no body any more"
    elif after and after.get("required") and not (before or {}).get("required"):
        yield f"{at} needs a body now"
    if before and after:
        yield from _Requests(old, new).differ(f"{at} body", _schema(before), _schema(after))


def _schema(said: Mapping[str, Any]) -> Mapping[str, Any]:
    return next((each["schema"] for each in said.get("content", {}).values()), {})


def _follow(schema: Mapping[str, Any], whole: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" not in schema:
        return schema
    kind, name = schema["$ref"].split("/")[-2:]
    found: Mapping[str, Any] = whole["components"][kind][name]
    return found


class _Schemas:
    """Walks two schemas side by side, each object once."""

    def __init__(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        self.old, self.new = old, new
        self.seen: set[str] = set()

    def differ(self, at: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
        if "$ref" in was:
            if was["$ref"] in self.seen:
                return
            self.seen.add(was["$ref"])
        was, now = _follow(was, self.old), _follow(now, self.new)
        yield from self.types(at, _types(was), _types(now))
        yield from self.words(at, was.get("enum"), now.get("enum"))
        yield from self.keys(at, was, now)
        for name, inner in was.get("properties", {}).items():
            if name in now.get("properties", {}):
                yield from self.differ(f"{at}/{name}", inner, now["properties"][name])
        if "items" in was and "items" in now:
            yield from self.differ(f"{at}/*", was["items"], now["items"])
        for first, second in zip(was.get("anyOf", ()), now.get("anyOf", ()), strict=False):
            yield from self.differ(at, first, second)

    def types(self, at: str, was: set[str], now: set[str]) -> Iterator[str]:
        raise NotImplementedError

    def words(self, at: str, was: list[Any] | None, now: list[Any] | None) -> Iterator[str]:
        raise NotImplementedError

    def keys(self, at: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
        raise NotImplementedError


def _types(schema: Mapping[str, Any]) -> set[str]:
    kinds = schema.get("type", [])
    return {kinds} if isinstance(kinds, str) else set(kinds)


class _Answers(_Schemas):
    """A program reads what it knows: nothing of it may go, or become of another kind."""

    def types(self, at: str, was: set[str], now: set[str]) -> Iterator[str]:
        if was and not now <= was:
            yield f"{at} is {sorted(now)} now, not {sorted(was)}"

    def words(self, at: str, was: list[Any] | None, now: list[Any] | None) -> Iterator[str]:
        """New words are told in advance: programs are asked to expect them."""
        return iter(())

    def keys(self, at: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
        for name in was.get("properties", {}).keys() - now.get("properties", {}).keys():
            yield f"{at}/{name} is gone"
        for name in set(was.get("required", ())) - set(now.get("required", ())):
            yield f"{at}/{name} may be missing now"


class _Requests(_Schemas):
    """What a program sends today is taken tomorrow."""

    def types(self, at: str, was: set[str], now: set[str]) -> Iterator[str]:
        if now and not was <= now:
            yield f"{at} takes {sorted(now)} now, not {sorted(was)}"

    def words(self, at: str, was: list[Any] | None, now: list[Any] | None) -> Iterator[str]:
        if was and now:
            yield from (f"{at} does not take {word} any more" for word in was if word not in now)

    def keys(self, at: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
        for name in was.get("properties", {}).keys() - now.get("properties", {}).keys():
            yield f"{at}/{name} is not taken any more"
        for name in set(now.get("required", ())) - set(was.get("required", ())):
            yield f"{at}/{name} is needed now"
