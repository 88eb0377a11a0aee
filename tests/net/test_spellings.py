from tests.net.spellings import connect, measure, reactor


def test_ten_thousand_spellings_of_private_addresses_lead_to_no_connection() -> None:
    found, bad = measure(10_000)

    assert bad == []
    assert found["spellings"] == 10_000
    assert found["refused as written"] > 9_000
    assert found["connections to private addresses"] == 0


def test_a_public_address_is_connected_to_by_the_same_way() -> None:
    clock = reactor()

    for url in ("http://8.8.8.8/", "https://[2606:4700::1111]/", "http://0x08080808:8080/"):
        connect(clock, url)

    reached = [call[:2] for call in clock.tcpClients]
    assert reached == [("8.8.8.8", 80), ("2606:4700::1111", 443), ("8.8.8.8", 8080)]
