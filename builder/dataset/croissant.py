"""A staged version in, croissant.json out: the dataset as Croissant 1.0 JSON-LD with the Responsible AI fields."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from builder.config import Config
from builder.dataset import digest, load, schema
from builder.dataset.card import description
from builder.dataset.frontmatter import dataset_licence
from builder.dataset.manifest import Manifest
from builder.dataset.schema import Field
from builder.dataset.stats import Statistics

FILE_NAME = "croissant.json"
_PARQUET = "application/x-parquet"
_TYPES = {
    "string": "sc:Text",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
    "timestamp": "sc:DateTime",
}
_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
_RESPONSIBLE_AI = {
    "rai:dataCollection": "News articles were read as received from files; nothing was fetched. manifest.json lists "
    "the files with their checksums and licences.",
    "rai:dataAnnotationProtocol": "Attributions, speakers and labels are made by rules or models; quotes.provenance "
    "names the maker and version of each, and whether a person reviewed the row. The labels are defined in README.md.",
    "rai:dataBiases": "The rows follow what the outlets chose to print and whom they quote. The builder finds quotes "
    "in marks more surely than paraphrase, and named speakers more surely than anonymous ones.",
    "rai:dataLimitations": "Labels carry errors; scores are not calibrated. Verifiability is about the form of a "
    "statement, never its truth. Not fit for judging a person without reading the article.",
    "rai:dataSocialImpact": "Helps to study who is quoted and how. It could be misused to put together statements of a "
    "person out of context; every row therefore carries its article and offsets.",
    "rai:personalSensitiveInformation": "Names of people and what the articles report them to have said, which may "
    "include political opinions.",
    "rai:dataReleaseMaintenancePlan": "Versions are immutable and follow the rules in README.md; CHANGES.md says what "
    "changed. Rows that must go are left out of the next version.",
}


def render(config: Config, manifest: Manifest, counts: Statistics, staged: Path) -> str:
    """The JSON-LD text. Checksums are those of the files in ``staged``, as in the manifest."""
    tables = [name for name in schema.TABLES if load.files(staged, name)]
    licence = dataset_licence(config, counts)
    content = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": manifest["name"],
        "description": description(manifest),
        "version": manifest["version"],
        **({"license": _licence(licence)} if licence else {}),
        **({"url": config.dataset.homepage} if config.dataset.homepage else {}),
        **({"citeAs": config.dataset.citation} if config.dataset.citation else {}),
        "inLanguage": sorted(language for language in counts.counts["language"] if language),
        **_RESPONSIBLE_AI,
        "distribution": [node for name in tables for node in _distribution(name, staged)],
        "recordSet": [_record_set(name) for name in tables],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _licence(licence: str) -> str:
    return licence if ":" in licence else f"https://spdx.org/licenses/{licence}.html"


def _distribution(table: str, staged: Path) -> list[dict[str, Any]]:
    """A FileObject with its checksum for every shard, and the set of them that the records are read from."""
    shards = [
        {
            "@type": "cr:FileObject",
            "@id": (name := path.relative_to(staged).as_posix()),
            "name": name,
            "contentUrl": name,
            "contentSize": f"{path.stat().st_size} B",
            "encodingFormat": _PARQUET,
            "sha256": digest.of_file(path),
        }
        for paths in load.files(staged, table).values()
        for path in paths
    ]
    together = {
        "@type": "cr:FileSet",
        "@id": f"{table}-files",
        "name": f"{table}-files",
        "encodingFormat": _PARQUET,
        "includes": f"data/{table}/*.parquet",
    }
    return [*shards, together]


def _record_set(table: str) -> dict[str, Any]:
    declared = schema.load(table)
    return {
        "@type": "cr:RecordSet",
        "@id": table,
        "name": table,
        "description": declared["description"],
        "key": {"@id": f"{table}/{schema.KEYS[table]}"},
        "field": [_split_field(table), *(_field(table, field) for field in schema.fields(table))],
    }


def _split_field(table: str) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{table}/split",
        "name": "split",
        "description": "The split that the row's file belongs to.",
        "dataType": "sc:Text",
        "source": {
            "fileSet": {"@id": f"{table}-files"},
            "extract": {"fileProperty": "fullpath"},
            "transform": {"regex": f".*({'|'.join(schema.SPLITS)})-[0-9]+-of-[0-9]+[.]parquet$"},
        },
    }


def _field(table: str, field: Field) -> dict[str, Any]:
    inner = field.element or field
    node = _node(f"{table}/{field.name}", field)
    if not inner.fields:
        return {**node, "dataType": _TYPES[inner.type], "source": _source(table, field.name)}
    return {**node, "subField": list(_parts(table, field.name, "", inner.fields, f"{table}/{field.name}"))}


def _parts(table: str, column: str, above: str, fields: tuple[Field, ...], parent: str) -> list[dict[str, Any]]:
    """The parts of a struct. Lists within lists are left out: Croissant 1.0 has no path into them."""
    nodes = []
    for field in fields:
        path, identity = f"{above}{field.name}", f"{parent}/{field.name}"
        node = _node(identity, field)
        if field.fields:
            nodes.append({**node, "subField": _parts(table, column, f"{path}.", field.fields, identity)})
        elif not field.element:
            nodes.append({**node, "dataType": _TYPES[field.type], "source": _source(table, column, path)})
    return nodes


def _node(identity: str, field: Field) -> dict[str, Any]:
    node: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": identity,
        "name": field.name,
        "description": field.description,
    }
    return {**node, "repeated": True} if field.element else node


def _source(table: str, column: str, path: str = "") -> dict[str, Any]:
    source: Mapping[str, Any] = {"fileSet": {"@id": f"{table}-files"}, "extract": {"column": column}}
    return {**source, "transform": {"jsonPath": path}} if path else dict(source)
