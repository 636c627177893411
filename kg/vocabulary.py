"""The names of the ontology for Python code, closed: a name that does not exist raises.

Plain strings, because rdflib takes a third of a second to import. A test keeps the lists equal to
the files in ``ontology/``.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator


class Vocabulary:
    """A namespace with a closed list of names.

    Parameters
    ----------
    namespace
        What every name is appended to.
    names
        The names, separated by white space.

    Examples
    --------
    >>> CEV.isSpokenBy
    'https://w3id.org/claims-evidence/ontology#isSpokenBy'
    >>> CEV["from"]
    'https://w3id.org/claims-evidence/ontology#from'
    >>> "mode-directed" in CODE
    True
    """

    def __init__(self, namespace: str, names: str) -> None:
        self.namespace = namespace
        self.names = frozenset(names.split())

    def __getitem__(self, name: str) -> str:
        if name not in self.names:
            nearest = difflib.get_close_matches(name, sorted(self.names), n=3)
            hint = f" Nearest: {', '.join(nearest)}." if nearest else ""
            raise KeyError(f"There is no '{name}' in <{self.namespace}>.{hint}")
        return self.namespace + name

    def __getattr__(self, name: str) -> str:
        # Copying and pickling ask for dunder methods before there are any names to look at.
        if name.startswith("__"):
            raise AttributeError(name)
        try:
            return self[name]
        except KeyError as error:
            raise AttributeError(error.args[0]) from None

    def __contains__(self, name: object) -> bool:
        return name in self.names

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self.names))


CEV = Vocabulary(
    "https://w3id.org/claims-evidence/ontology#",
    """
    Actor ArmedGroup Base DescribedGroup Incident InvestigativeBody MediaOutlet MilitaryUnit
    Organization Person Persona Place Quotation Source State
    accessNote carriesStance coordinateBasis dateNote earliest hasAccess hasKind hasPhase
    hasReliability hasSourceType hasWordCheck hosts isAnonymous isFirstHand isHostedBy isLocatedAt
    isMandatedBy isOrganOf isPartOf isReportedIn isVague isWithin latest readAt sha256 speaksFor
    strikes timeZone touches when
    Accusation Admission Announcement ClaimOfResponsibility Condemnation Denial Exculpation
    Finding Instruction PartialAdmission Report Statement Threat
    addresses affirms answers claimsToRepeat contradicts denies hasAnswerKind hasBasis
    hasCredibility hasHedging hasParty hasQuotation hasSpeechAct hedgingWords isBasedOn
    isInTensionWith isMadeFor isRenderingOf isSpokenBy isStatedAt leavesOpen madePublic
    medium statedOn supersedes
    Detail Identity Involvement Proposition Scope Sponsorship
    amountsTo attribution concerns coversKind coversPlace coversTarget from hasActor
    hasActorBehind hasAspect hasMode hasPersona hasPrincipal hasProxy hasScope
    hasSponsorshipMode implicates isAbout isAttributedTo isPlacedAfter isPlacedBefore leadTime
    leavesModeOpen lowerBound mayConcern strength until upperBound value
    """,
)

CODE = Vocabulary(
    "https://w3id.org/claims-evidence/codes#",
    """
    incident-kinds kind-armed-attack kind-rocket-attack kind-mortar-attack
      kind-missile-strike kind-ballistic-missile-strike kind-cruise-missile-strike
      kind-drone-attack kind-roadside-bomb kind-air-strike kind-drone-strike kind-storming
      kind-sabotage-of-ships kind-naval-mine
    modes mode-carried-out mode-directed mode-supported
    sponsorship-modes sponsorship-directs sponsorship-arms sponsorship-funds
      sponsorship-trains sponsorship-supports sponsorship-umbrella
    hedging hedging-asserted hedging-alleged hedging-possible hedging-unclear
    bases basis-own-act basis-investigation basis-forensic basis-confession
      basis-intelligence basis-inference basis-none-given basis-not-recorded
    verdicts verdict-withdrawn verdict-self-contradicted verdict-contradicted-by-finding
      verdict-contested verdict-contested-through-proxy verdict-attributed-elsewhere
      verdict-unattributed
    claim-verdicts claim-verdict-withdrawn claim-verdict-self-contradicted
      claim-verdict-contradicted-by-finding claim-verdict-contested
      claim-verdict-corroborated claim-verdict-uncontested
    coverage coverage-covered coverage-possible coverage-outside
    dimension-values value-yes value-no value-unknown
    dimensions dimension-involvement dimension-kind dimension-target dimension-place
      dimension-time
    answers answer-denies-the-act answer-denies-involvement
      answer-acknowledges-denies-responsibility answer-alternative-explanation
      answer-accepts-responsibility answer-rejects-the-accusation answer-counter-accuses
      answer-promises-an-inquiry answer-declines-to-comment
    reliability reliability-A reliability-B reliability-C reliability-D reliability-E
      reliability-F
    credibility credibility-1 credibility-2 credibility-3 credibility-4 credibility-5
      credibility-6
    speech-acts act-condemnation act-threat act-instruction act-announcement
    aspects aspect-time aspect-dating aspect-weapon aspect-weapon-origin aspect-rounds
      aspect-killed aspect-wounded aspect-place aspect-launch-site aspect-occurrence
      aspect-damage aspect-target aspect-attribution-status aspect-intelligence
      aspect-legality aspect-membership aspect-group-age aspect-wording aspect-other
    access access-full access-excerpt access-quoted access-not-seen
    source-types source-type-article source-type-report source-type-statement
      source-type-un-letter source-type-caption
    phases phase-core phase-context phase-aftermath
    word-checks word-check-exact word-check-no-page word-check-not-done
    statement-kinds statement-kind-denial statement-kind-admission
      statement-kind-claim-of-responsibility statement-kind-partial-admission
      statement-kind-accusation statement-kind-exculpation statement-kind-finding
      statement-kind-report statement-kind-condemnation statement-kind-threat
      statement-kind-instruction statement-kind-announcement
    """,
)
