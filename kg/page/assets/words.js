// How things are called on the page.

const words = (() => {
  const KINDS = {
    denial: "Denial",
    claim: "Claim of responsibility",
    statement: "Statement",
    rendering: "Other wording",
    incident: "Incident",
    actor: "Actor",
    persona: "Name used for claims",
    link: "Link between actors",
    source: "Source",
    place: "Place",
  };
  const MANY = {
    denial: "Denials",
    claim: "Claims of responsibility",
    statement: "Statements",
    rendering: "Other wordings",
    incident: "Incidents",
    actor: "Actors",
    persona: "Names used for claims",
    link: "Links between actors",
    source: "Sources",
    place: "Places",
  };
  const VERBS = {
    affirms: "affirms",
    denies: "denies",
    "leaves-open": "leaves open",
    about: "gives a detail of",
    speaks: "speaks",
    "made-for": "is made for",
    organ: "is an organ of",
    member: "is a part of",
    mandated: "is mandated by",
    sponsorship: "sponsorship",
    identity: "identity",
    renders: "is another wording of",
    supersedes: "replaces",
    "based-on": "rests on",
    answers: "answers",
    repeats: "repeats",
    "reported-in": "can be read in",
    "derived-from": "carries the words of",
    references: "cites",
    strikes: "struck",
    touches: "touched",
    "hosted-by": "happened on the ground of",
    at: "happened at",
    within: "lies in",
    hosts: "hosts",
  };

  // The same, read from the other end.
  const BACK = {
    affirms: "is affirmed by",
    denies: "is denied by",
    "leaves-open": "is left open by",
    about: "details are given in",
    speaks: "is said by",
    "made-for": "statements made for it",
    organ: "has the organ",
    member: "has the part",
    mandated: "mandates",
    renders: "has the other wording",
    supersedes: "is replaced by",
    "based-on": "is what these rest on",
    answers: "is answered by",
    repeats: "is repeated by",
    "reported-in": "carries",
    "derived-from": "its words are carried by",
    references: "is cited by",
    strikes: "was struck in",
    touches: "was touched in",
    "hosted-by": "had on its ground",
    at: "what happened here",
    within: "contains",
    hosts: "is hosted by",
  };

  const label = (id) => (scene.nodes.has(id) ? scene.nodes.get(id).label : id);
  const code = (list, name) => scene.code(list, name).label;
  const count = (number, one, many) => `${number} ${number === 1 ? one : many}`;

  /** What class of a node says, in words. */
  function sort(node) {
    if (!node.class) return "";
    for (const list of ["classes", "incidents", "source_types"]) {
      if (scene.isCode(list, node.class)) return code(list, node.class);
    }
    return node.class.replaceAll("-", " ");
  }

  const verdict = (pair) => code(scene.verdicts(pair), pair.verdict);
  const verb = (edge) => (edge.kind === "verdict" ? edge.label : VERBS[edge.kind] || edge.kind);

  return {
    kind: (name) => KINDS[name] || name,
    kinds: (name) => MANY[name] || name,
    label,
    code,
    count,
    sort,
    verdict,
    verb,
    back: (edge) => BACK[edge.kind] || verb(edge),
    pair: (pair) => `${label(pair.denial)} / ${label(pair.incident)}: ${verdict(pair)}`,
    edge: (edge) => `${label(edge.from)}: ${verb(edge)}: ${label(edge.to)}`,
  };
})();
