"""Where the inputs come from: samples that are right, and pieces to make wrong ones of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_CSV = (
    "status,metadata,media\n"
    "ok,\"{'url': 'http://paper.example/a', '_processed_at': "
    'datetime.datetime(2021, 3, 16, 9, 30, tzinfo=datetime.timezone.utc)}",'
    "\"[{'filename': 'a.html', 'urls': ['a.html'], 'properties': {'hash': 'SHA-256:"
    + "0" * 64
    + "'}}]\"\n"
)

SEEDS: Mapping[str, Sequence[str]] = {
    "turtle": (
        "@prefix x: <http://x/> .\n@base <http://y/> .\nx:s a x:C ; x:p 'v' , \"w\"@en , 1.5 ;\n"
        "  x:q [ x:r (1 true <a>) ] . # end\n_:b x:p '''long\n'text''' , \"\\u00e9\"^^x:t .\n",
        "PREFIX : <http://x/>\n:s :p :o .\n",
        "<http://x/s> <http://x/p> 1 ~ .",
    ),
    "trig": (
        "@prefix x: <http://x/> .\nx:g { x:s x:p 'v' }\nGRAPH x:h { x:s x:p [ ] }\n{ x:s x:p 1 }\n",
    ),
    "ntriples": (
        '<http://x/s> <http://x/p> "v\\n\\u00e9"@en-GB .\n_:a <http://x/p> <http://x/o> .\n',
    ),
    "nquads": (
        '# one\n<http://x/s> <http://x/p> "v"^^<http://x/t> <http://x/g> .\n_:a <x:p> _:b _:g .\n',
    ),
    "jsonld": (
        '{"@context": {"x": "http://x/", "p": {"@id": "x:p", "@type": "@id"}}, "@graph": '
        '[{"@id": "x:s", "p": "x:o", "x:q": [1, true, null, {"@value": "v", "@language": "en"}]}]}',
        '[{"@id": "http://x/s", "http://x/p": {"@list": [{"@id": "_:b"}]}, "@type": "http://x/C"}]',
    ),
    "guess": ('<?xml version="1.0"?><rdf:RDF/>', "<!DOCTYPE html><p>", "x y z"),
    "guard": (
        "SELECT * { SERVICE <http://listener/> { ?s ?p ?o } }",
        "PREFIX l: <http://listener/> ASK { ?s ?p 1 . SERVICE SILENT l:x { ?s ?p ?o } }",
        "SELECT * { VALUES ?x { <http://listener/> } SERVICE ?x { ?s ?p ?o } }",
        "SELECT * FROM <http://listener/> { ?s ?p '''a''' # c\n }",
    ),
    "query": (
        "SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o FILTER(?o > 4) } GROUP BY ?s HAVING(?n > 0)",
        "CONSTRUCT { ?s ?p [] } WHERE { ?s ?p ?o OPTIONAL { ?o ?q ?r } } LIMIT 3",
        "ASK { ?s (cev:a|^cev:b)*/!cev:c ?o }",
        "DESCRIBE <http://x.example/raid>",
        "SELECT (TRIPLE(?s, ?p, ?o) AS ?t) (STRLANGDIR('a', 'ar', 'rtl') AS ?d) { ?s ?p ?o }",
        "#+ summary: One.\n#+ params:\n#+   - name: a\n#+     type: node\nSELECT ?a { ?a ?p ?o }",
    ),
    "names": ("PREFIX x: <http://x/> SELECT ?s { ?s x:p 'a:b' ; cev:q <http://y/> } # z:z",),
    "parameters": (
        "raid",
        "<http://x.example/raid>",
        "cev:Incident",
        "2021-03",
        "0.5",
        "true",
        "-7",
    ),
    "dates": (
        "2021-03-16",
        "2021-03-16T21:30:00+03:00|Asia/Baghdad",
        "2021-03~",
        "[2020-01-01..2020-02]|Europe",
        "{2020-12-31,2021}|UTC",
        "2020/..|..",
        "-0001-21?",
        "-0001-XX",
        "Y-17E7",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00|Pacific/Kiritimati",
    ),
    "import": (
        _CSV,
        "Link,Archive location,Hash\nhttp://paper.example/a,http://s/a,SHA-256:" + "a" * 64,
    ),
    "copies": (
        "<html><title>T</title><body><p hidden>a</p><script>b</script>&amp;&#x27;</body>",
        "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\ntrailer << /Root 1 0 R >>",
    ),
}

_MARKS = (
    *"{}()[]<>.,;:#@^'\"\\/|!?$*+=&-_~% \n\r\t\0",
    *(
        "\r\n",
        "'''",
        '"""',
        "\\u0041",
        "\\U0010FFFF",
        "\ufeff",
        "\u2028",
        "é",
        "\U0001f600",
        "\x85",
    ),
)

PIECES: Mapping[str, Sequence[str]] = {
    "rdf": (
        *("@prefix ", "PREFIX ", "@base ", "BASE ", "GRAPH ", "a ", "true", "<<", ">>", "{|", "|}"),
        *("x:s ", "x: ", ":a ", "<http://x/p> ", "<rel>", "_:b ", "[]", "()", "1", "1.5e3", "'v'"),
        *('"v"@en', "@en--ltr", "^^<http://x/t>", "VERSION '1.2'", "~ x:r"),
    ),
    "json": (
        *('"@context"', '"@id"', '"@type"', '"@value"', '"@list"', '"@graph"', '"@reverse"'),
        *(
            '"@language"',
            '"@base"',
            '"@vocab"',
            '"@included"',
            '"@nest"',
            '"@json"',
            '"@direction"',
        ),
        *('"http://x/p"', '"x:y"', "null", "true", "1e400", "-0.0", "{", "}", "[", "]", ":", ","),
    ),
    "sparql": (
        *(
            "SELECT ",
            "ASK ",
            "CONSTRUCT ",
            "DESCRIBE ",
            "WHERE ",
            "* ",
            "DISTINCT ",
            "FROM ",
            "NAMED ",
        ),
        *(
            "SERVICE",
            "service ",
            "SILENT ",
            "SERVICE SILENT",
            "LOAD ",
            "GRAPH ",
            "OPTIONAL ",
            "UNION ",
        ),
        *(
            "MINUS ",
            "FILTER ",
            "EXISTS ",
            "NOT ",
            "BIND(",
            " AS ?x)",
            "VALUES ?x ",
            "LIMIT 1",
            "OFFSET ",
        ),
        *(
            "ORDER BY ",
            "GROUP BY ",
            "?s ",
            "$p ",
            "?o ",
            "<http://listener/> ",
            "l:x ",
            "cev:Incident",
        ),
        *(
            "PREFIX l: <http://listener/> ",
            "BASE <http://listener/> ",
            "{ ?s ?p ?o }",
            "1",
            "'a'@en",
        ),
        *("a", "^", "IN (", "REGEX(", "CONCAT(", "TRIPLE(", "<<(", ")>>", "DATE", "NOW()", "IRI("),
        *(
            "#+ summary: ",
            "#+ params:",
            "#+   - name: ",
            "#+     type: node",
            "#c\n",
            "INSERT DATA",
        ),
    ),
    "dates": (
        *(
            "2021",
            "-03",
            "-16",
            "T21:30",
            ":00",
            "+03:00",
            "Z",
            "/",
            "..",
            "~",
            "?",
            "%",
            "X",
            "u",
            "Y",
        ),
        *(
            "[",
            "]",
            "{",
            "}",
            ",",
            "E7",
            "-0001",
            "9999",
            "0000",
            "-24",
            "-13",
            "S2",
            "|",
            "Asia/Baghdad",
        ),
        *("|Europe", "|../x", "|/etc", "|\0", "unknown", "open", " "),
    ),
    "csv": (
        *(
            "status,metadata,media\n",
            "Link,Archive location,Hash\n",
            ",",
            '"',
            '""',
            "\n",
            "{",
            "}",
            "[",
            "]",
        ),
        *(
            "'url': ",
            "'http://paper.example/a'",
            "'urls': ",
            "'hash': ",
            "'SHA-256:" + "0" * 64 + "'",
        ),
        *("datetime.datetime(", "1", "(" * 40, "lambda: 1", "'properties': ", "None", "'_media': "),
    ),
    "html": (
        *(
            "<p>",
            "</p>",
            "<script>",
            "<!--",
            "-->",
            "<![CDATA[",
            "&#0;",
            "&#xD800;",
            "<title>",
            "<svg>",
        ),
        *(
            "obj",
            "endobj",
            "stream",
            "endstream",
            "<<",
            ">>",
            "/Filter",
            "/FlateDecode",
            "trailer",
            "0 R",
        ),
    ),
}

_KINDS = {
    **dict.fromkeys(("turtle", "trig", "ntriples", "nquads", "guess"), "rdf"),
    **dict.fromkeys(("guard", "query", "names"), "sparql"),
    "jsonld": "json",
    "parameters": "dates",
    "dates": "dates",
    "import": "csv",
    "copies": "html",
}


def pieces(target: str) -> Sequence[str]:
    """Return what inputs of a target are made of."""
    return (*PIECES[_KINDS[target]], *_MARKS)
