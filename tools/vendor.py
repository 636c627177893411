"""Fetch the libraries that large graph pages draw with into kg/page/vendor.

python tools/vendor.py          fetch the pinned versions with npm, from the registry it is set to
python tools/vendor.py --check  exit with 1 if a file is not as it was fetched; needs no network

Every package is held to the hash that is pinned here before anything of it is used. To take over
a new version: change the pin, run, try the page, commit what was written.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tarfile
import tempfile
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256, sha512
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "kg" / "page" / "vendor"
ORDER = "scripts.txt"
RECORD = "versions.json"


@dataclass(frozen=True)
class Pin:
    """A package of npm, and what of it is taken.

    Attributes
    ----------
    name, version, licence
        Which package, and under what it stands.
    integrity
        SHA-512 of the whole package, as npm writes it.
    terms, script
        Places of the licence's text and of the script in the package. No script: it is within
        that of another package.
    """

    name: str
    version: str
    licence: str
    integrity: str
    terms: str
    script: str = ""

    @property
    def files(self) -> dict[str, str]:
        """Names in the folder, with their places in the package."""
        found = {f"LICENSE-{self.name}.txt": self.terms}
        return found | ({Path(self.script).name: self.script} if self.script else {})


# In the order in which a page loads them.
PINS = (
    Pin(
        "graphology",
        "0.26.0",
        "MIT",
        "sha512-8SSImzgUUYC89Z042s+0r/vMibY7GX/Emz4LDO5e7jYXhuoWfHISPFJYjpRLUSJGq6UQ6xlenvX1p/hJdfXuXg==",
        "LICENSE.txt",
        "dist/graphology.umd.min.js",
    ),
    Pin(
        "sigma",
        "3.0.3",
        "MIT",
        "sha512-5H0zFlx6/NTQpqBg4Rm569ZOpnBOXMaS25UQThIWMU3XyzI5AhmorK/gnl87BvJBLhQd0tW4C0LIp3enWzMoNw==",
        "LICENSE.txt",
        "dist/sigma.min.js",
    ),
    Pin(
        "events",
        "3.3.0",
        "MIT",
        "sha512-mQw+2fkQbALzQ7V0MY0IqdnXNOeTtP4r0lN9z7AAawCXgqea7bDii20AYrIBrFd/Hx0M2Ocz6S111CaFkUcb0Q==",
        "LICENSE",
    ),
    Pin(
        "graphology-utils",
        "2.5.2",
        "MIT",
        "sha512-ckHg8MXrXJkOARk56ZaSCM1g1Wihe2d6iTmz1enGOz4W/l831MBCKSayeFQfowgF8wd+PQ4rlch/56Vs/VZLDQ==",
        "LICENSE.txt",
    ),
)


class VendorError(Exception):
    """Something is not what was pinned."""


def fetched(pin: Pin) -> dict[str, bytes]:
    """Return the files of a package by their names in the folder.

    Raises
    ------
    VendorError
        If npm cannot fetch it, or if it is another package than the one that was pinned.
    """
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(  # noqa: S603 (names and versions are those above)
            ["npm", "pack", f"{pin.name}@{pin.version}", "--ignore-scripts", "--silent"],  # noqa: S607
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        packages = list(Path(folder).glob("*.tgz"))
        if done.returncode or len(packages) != 1:
            raise VendorError(f"npm did not fetch {pin.name} {pin.version}.\n{done.stderr}")
        content = packages[0].read_bytes()
    return taken(pin, content)


def taken(pin: Pin, content: bytes) -> dict[str, bytes]:
    """Return the files of a package from its archive, which must be the pinned one."""
    integrity = f"sha512-{b64encode(sha512(content).digest()).decode()}"
    if integrity != pin.integrity:
        raise VendorError(f"{pin.name} {pin.version} is {integrity}, not {pin.integrity}.")
    found = {}
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        for name, place in pin.files.items():
            # Read one by one: nothing is unpacked to where the archive says.
            file = archive.extractfile(f"package/{place}")
            if file is None:
                raise VendorError(f"{pin.name} {pin.version} has no {place}.")
            found[name] = file.read()
    return found


def record(files: dict[str, dict[str, bytes]]) -> str:
    """Return what is written about the files: versions, licences, hashes."""
    return (
        json.dumps(
            {
                pin.name: {
                    "version": pin.version,
                    "licence": pin.licence,
                    "integrity": pin.integrity,
                    "files": {
                        name: sha256(content).hexdigest()
                        for name, content in files[pin.name].items()
                    },
                }
                for pin in PINS
            },
            indent=2,
        )
        + "\n"
    )


def order() -> str:
    """Return the names of the scripts, as a page loads them."""
    return "".join(f"{Path(pin.script).name}\n" for pin in PINS if pin.script)


def write(folder: Path = FOLDER) -> None:
    """Fetch every package, and only then write its files."""
    files = {pin.name: fetched(pin) for pin in PINS}
    folder.mkdir(parents=True, exist_ok=True)
    for each in files.values():
        for name, content in each.items():
            (folder / name).write_bytes(content)
    (folder / ORDER).write_text(order(), encoding="utf-8", newline="\n")
    (folder / RECORD).write_text(record(files), encoding="utf-8", newline="\n")


def faults(folder: Path = FOLDER) -> list[str]:
    """Return what is missing, changed or too much in the folder, in words."""
    expected = {name: pin for pin in PINS for name in pin.files}
    there = {file.name for file in folder.iterdir() if file.is_file()} if folder.is_dir() else set()
    found = [f"{name} is missing." for name in sorted({*expected, ORDER, RECORD} - there)]
    found += [f"{name} is of no package." for name in sorted(there - {*expected, ORDER, RECORD})]
    if found:
        return found
    if (folder / ORDER).read_bytes() != order().encode():
        found.append(f"{ORDER} is not the order of the packages.")
    kept = json.loads((folder / RECORD).read_bytes())
    for pin in PINS:
        about = kept.get(pin.name, {})
        if (about.get("version"), about.get("integrity")) != (pin.version, pin.integrity):
            found.append(f"{RECORD} is of another {pin.name} than the one that is pinned.")
        hashes = about.get("files", {})
        for name in pin.files:
            if sha256((folder / name).read_bytes()).hexdigest() != hashes.get(name):
                found.append(f"{name} is not as it was fetched.")
    return found


def main() -> int:
    """Write the files, or check them."""
    if "--check" in sys.argv[1:]:
        found = faults()
        for each in found:
            sys.stderr.write(f"{each}\n")
        return 1 if found else 0
    try:
        write()
    except (OSError, VendorError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
