"""What strangers' servers and pages may cost: ``[limits]`` of newsspider.toml."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits of an installation.

    ``page_seconds`` bound one answer and ``url_seconds`` all tries and redirects of one address;
    ``page_mb`` an answer as it comes and ``unpacked_mb`` unpacked, ``list_*`` the same of feeds and
    lists. ``run_pages`` and ``path_pages`` are taken of a source, and of one pattern of its paths,
    in a run; an address of more than ``url_depth`` folders or ``query_names`` parameters is a trap.
    ``parse_seconds`` of CPU and ``parse_mb`` of memory bound a worker, of which there are
    ``workers``, 0 for one a core.
    """

    page_seconds: int = 30
    url_seconds: int = 90
    page_mb: int = 8
    unpacked_mb: int = 16
    list_seconds: int = 60
    list_mb: int = 20
    list_urls: int = 50_000
    sitemap_levels: int = 3
    redirects: int = 5
    header_kb: int = 64
    run_pages: int = 10_000
    path_pages: int = 5_000
    url_depth: int = 20
    query_names: int = 12
    parse_seconds: int = 10
    parse_mb: int = 768
    workers: int = 0
