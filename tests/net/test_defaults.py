import pytest
from scrapy.downloadermiddlewares.cookies import CookiesMiddleware
from scrapy.exceptions import NotConfigured
from scrapy.settings import Settings, default_settings
from scrapy.spidermiddlewares.referer import NoReferrerPolicy, RefererMiddleware
from scrapy.utils.misc import load_object
from scrapy.utils.test import get_crawler

from newsspider.net.defaults import hardened
from newsspider.net.guard import AddressGuard


@pytest.mark.parametrize("name", [name for name in hardened() if not name.startswith("NEWSSPIDER")])
def test_every_setting_is_known_to_scrapy(name: str) -> None:
    assert hasattr(default_settings, name)


def test_every_component_can_be_loaded() -> None:
    settings = hardened()
    middlewares = settings["DOWNLOADER_MIDDLEWARES"]
    assert isinstance(middlewares, dict)

    for path in (settings["TWISTED_DNS_RESOLVER"], *middlewares):
        assert load_object(path)


def test_only_http_and_https_are_left() -> None:
    handlers = Settings(hardened()).getwithbase("DOWNLOAD_HANDLERS")

    assert {scheme for scheme, handler in handlers.items() if handler} == {"http", "https"}


def test_no_server_can_ask_for_a_referrer() -> None:
    middleware = RefererMiddleware(Settings(hardened()))

    assert set(middleware.policies.values()) == {NoReferrerPolicy}
    assert middleware.default_policy is NoReferrerPolicy


def test_cookies_are_off_and_their_suffix_list_stays_offline() -> None:
    crawler = get_crawler(settings_dict=hardened())
    AddressGuard.from_crawler(crawler)

    with pytest.raises(NotConfigured):
        CookiesMiddleware.from_crawler(crawler)
    from scrapy.downloadermiddlewares import cookies

    assert cookies._split_domain.suffix_list_urls == ()


def test_a_bad_allowed_address_stops_the_crawl_with_a_hint() -> None:
    crawler = get_crawler(settings_dict={"NEWSSPIDER_ALLOW_ADDRESSES": ["localhost"]})

    with pytest.raises(ValueError, match="write 127"):
        AddressGuard.from_crawler(crawler)
