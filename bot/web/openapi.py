"""Describes the push API in OpenAPI 3.1, made from the table definitions."""

from typing import Any

from parsers.deliveries.tables import TABLES, Table

REPORT = {
    "type": "object",
    "properties": {
        "feed": {"type": "string"},
        "rows": {"$ref": "#/components/schemas/Counts"},
        "tables": {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Counts"}},
        "problems": {"type": "array", "items": {"$ref": "#/components/schemas/Problem"}},
    },
}
COUNTS = {
    "type": "object",
    "properties": {k: {"type": "integer"} for k in ("new", "changed", "same", "waiting", "rejected")},
}
PROBLEM = {
    "type": "object",
    "properties": {
        "severity": {"enum": ["rejected", "waiting", "warning"]},
        "line": {"type": "integer"},
        **{k: {"type": "string"} for k in ("file", "field", "value", "reason", "fix")},
    },
}


def describe(url: str) -> dict[str, Any]:
    """The whole document."""
    paths: dict[str, Any] = {f"/api/v1/{name}": {"put": put(name)} for name in TABLES}
    paths["/api/v1/files"] = {"post": post_files()}
    return {
        "openapi": "3.1.0",
        "info": {"title": "docclerk push API", "version": "1"},
        "servers": [{"url": url}],
        "security": [{"key": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "schemas": {
                "Report": REPORT,
                "Counts": COUNTS,
                "Problem": PROBLEM,
                **{name: row(table) for name, table in TABLES.items()},
            },
        },
    }


def put(name: str) -> dict[str, Any]:
    """PUT of one table."""
    rows = {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}
    return {
        "summary": f"Add or change rows of {name}",
        "parameters": [idempotency()],
        "requestBody": {"required": True, "content": {"application/json": {"schema": rows}}},
        "responses": responses(),
    }


def post_files() -> dict[str, Any]:
    """POST of files."""
    form = {"type": "object", "additionalProperties": {"type": "string", "format": "binary"}}
    return {
        "summary": "Send files that documents name",
        "parameters": [idempotency()],
        "requestBody": {"required": True, "content": {"multipart/form-data": {"schema": form}}},
        "responses": responses(),
    }


def idempotency() -> dict[str, Any]:
    """The header that makes a repeat harmless."""
    return {"name": "Idempotency-Key", "in": "header", "schema": {"type": "string", "maxLength": 200}}


def responses() -> dict[str, Any]:
    """What comes back."""
    report = {"application/json": {"schema": {"$ref": "#/components/schemas/Report"}}}
    return {
        "200": {"description": "Loaded; the quality report", "content": report},
        "400": {"description": "The body cannot be read"},
        "401": {"description": "The key is missing or wrong"},
        "413": {"description": "Too large"},
        "422": {"description": "More rows rejected than allowed; the quality report", "content": report},
    }


def row(table: Table) -> dict[str, Any]:
    """The schema of one row; every cell may be given as text."""
    cell = {"type": ["string", "number", "boolean", "array", "null"]}
    return {
        "type": "object",
        "properties": dict.fromkeys(table.columns, cell),
        "required": list(table.required),
    }
