"""The Scrapy settings under which strangers' pages may be fetched."""

from newsspider.model.limits import Limits

MEGABYTE = 1024 * 1024


def hardened(limits: Limits | None = None) -> dict[str, object]:
    """Return the settings; what is not named here is Scrapy's default. A new dict every time."""
    return {**limited(limits or Limits()), **_bounds(), **_doors(), **_manners(), **_components()}


def limited(limits: Limits) -> dict[str, object]:
    """Return the settings that *limits* decides: nothing a server does may cost more."""
    return {
        "DOWNLOAD_TIMEOUT": limits.page_seconds,  # for the whole answer, not for a pause
        "NEWSSPIDER_URL_SECONDS": limits.url_seconds,
        "DOWNLOAD_MAXSIZE": limits.page_mb * MEGABYTE,  # as it comes
        "NEWSSPIDER_UNPACKED": limits.unpacked_mb * MEGABYTE,
        "NEWSSPIDER_HEADER_KB": limits.header_kb,
        "REDIRECT_MAX_TIMES": limits.redirects,
    }


def _bounds() -> dict[str, object]:
    """What is bounded for everybody alike."""
    return {
        "DNS_TIMEOUT": 15,
        "DOWNLOAD_WARNSIZE": 0,  # what is larger fails and is reported
        "DOWNLOAD_FAIL_ON_DATALOSS": True,
        "CONCURRENT_ITEMS": 1,  # tasks that Scrapy makes for every page, which gives one article
        "URLLENGTH_LIMIT": 0,  # it drops a request without a word; the guard refuses it aloud
        "CLOSESPIDER_TIMEOUT": 3600,
        "MEMUSAGE_ENABLED": True,
        "MEMUSAGE_LIMIT_MB": 768,
        "MEMUSAGE_CHECK_INTERVAL_SECONDS": 5,
    }


def _doors() -> dict[str, object]:
    """Nothing is open that a page, or a neighbour on this machine, could use."""
    policies = (
        "no-referrer-when-downgrade", "same-origin", "origin", "strict-origin",
        "origin-when-cross-origin", "strict-origin-when-cross-origin", "unsafe-url",
        "scrapy-default", "",
    )  # fmt: skip
    return {
        # Only http and https: the others read this machine's files or speak to other services.
        "DOWNLOAD_HANDLERS": {
            **dict.fromkeys(("data", "file", "ftp", "s3")),
            **dict.fromkeys(("http", "https"), "newsspider.net.handler.BoundedHandler"),
        },
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "TELNETCONSOLE_ENABLED": False,  # runs Python for whoever connects
        "REMOTE_CONTROL_ENABLED": False,  # the same over HTTP
        "METAREFRESH_ENABLED": False,  # a page's text must not decide what is asked
        "REFERRER_POLICY": "no-referrer",
        "REFERRER_POLICIES": dict.fromkeys(policies),  # nor may a server choose another policy
        "COOKIES_ENABLED": False,  # a jar without limits lets one page block its whole host
    }


def _manners() -> dict[str, object]:
    """A guest asks seldom, one thing at a time, and leaves when told to."""
    return {
        "ROBOTSTXT_OBEY": True,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 2,
        "DOWNLOAD_DELAY": 0.5,
        "AUTOTHROTTLE_ENABLED": True,  # a server that grows slow is asked less
        "AUTOTHROTTLE_START_DELAY": 0.5,
        "AUTOTHROTTLE_MAX_DELAY": 30.0,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": 1.0,
        "RETRY_TIMES": 2,
        # Not 429: it asks us to wait, and Scrapy would ask again at once.
        "RETRY_HTTP_CODES": [500, 502, 503, 504, 522, 524, 408],
        "RETRY_EXCEPTIONS": [
            "scrapy.exceptions.CannotResolveHostError",
            "scrapy.exceptions.DownloadConnectionRefusedError",
            "scrapy.exceptions.DownloadFailedError",
            "scrapy.exceptions.DownloadTimeoutError",
            "scrapy.exceptions.ResponseDataLossError",
            "twisted.internet.error.ConnectError",
            "twisted.internet.error.ConnectionDone",
            "twisted.internet.error.ConnectionLost",
        ],  # Scrapy's own, without OSError (a damaged answer stays damaged) and refused tunnels
        "RETRY_GIVE_UP_LOG_LEVEL": "WARNING",  # one page lost; ERROR is for what a person must do
    }


def _components() -> dict[str, object]:
    return {
        "TWISTED_DNS_RESOLVER": "newsspider.net.resolver.GuardedResolver",
        "DOWNLOADER_MIDDLEWARES": {
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "newsspider.net.robots.Robots": 100,  # in its place
            # Each is asked on the way of every page, and there is nothing for it to do.
            "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # no allowed_domains
            "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,  # no http_user
            # In place of HttpCompression, which hands on what it could unpack.
            "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
            "newsspider.net.coding.Unpacking": 590,
            # After HttpProxy (750), and nearer to the wire than Retry (550): see AddressGuard.
            "newsspider.net.guard.AddressGuard": 760,
            "newsspider.net.hosts.HostGate": 770,  # it counts what really is asked
            "newsspider.net.patience.Patience": 780,  # after the wait for the host's turn
        },
        "WARN_ON_GENERATOR_RETURN_VALUE": False,  # it reads our source again for every page
        "JOBDIR": None,  # loses pending requests after a crash; the ledger is what resumes
        "LOG_LEVEL": "INFO",
        "FEED_EXPORT_ENCODING": "utf-8",
    }
