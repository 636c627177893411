"""Who is tied to whom, in whose words: the network, chains through it, and sequences in time."""

from kg.network.chains import MAX_LINKS
from kg.network.model import Components, Edge, LinkRank, Network, Node, Standing
from kg.network.overview import network
from kg.network.path_model import Nearest, Path, Paths, Step, Words
from kg.network.paths import paths
from kg.network.sequences import DenialInTime, Sequences, sequences

__all__ = [
    "MAX_LINKS",
    "Components",
    "DenialInTime",
    "Edge",
    "LinkRank",
    "Nearest",
    "Network",
    "Node",
    "Path",
    "Paths",
    "Sequences",
    "Standing",
    "Step",
    "Words",
    "network",
    "paths",
    "sequences",
]
