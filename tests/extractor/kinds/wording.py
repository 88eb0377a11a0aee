"""What pages say in eight languages; none of it is used where the rules were made."""

from typing import NamedTuple


class Wording(NamedTuple):
    """One language; of pairs, pages take turns."""

    code: str
    subjects: tuple[str, ...]
    verbs: tuple[str, ...]
    blurb: str
    nav: tuple[str, ...]
    section: str
    lost: tuple[str, str]
    login: tuple[str, str]
    fields: tuple[str, str]
    consent: tuple[str, str]
    consenting: str
    agree: tuple[str, str]
    pay: tuple[str, str]
    robot: tuple[str, str]
    search: tuple[str, str]
    tag: tuple[str, str]
    home: tuple[str, str]
    shell: str
    video: tuple[str, str]
    gallery: tuple[str, str]
    live: tuple[str, str]
    ago: tuple[str, str]
