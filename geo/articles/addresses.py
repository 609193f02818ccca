"""Which addresses of the Internet may be visited: public ones only, by an own list besides Python's."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

# IANA's special-purpose registries, whole: ip_address.is_global of older Pythons lets some of them through.
# 168.63.129.16 looks public, but is the platform's own service inside Azure.
DENIED_4 = tuple(
    ip_network(net)
    for net in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16/32", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24",
        "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4",
        "240.0.0.0/4",
    )
)  # fmt: skip
PUBLIC_6 = ip_network("2000::/3")
# Within 2000::/3: protocol assignments with Teredo, documentation, 6to4, AS112. Mapped and translated IPv4 lies outside.
DENIED_6 = tuple(
    ip_network(net)
    for net in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
)  # fmt: skip


def is_public(address: str) -> bool:
    """Whether an address (as numbers, not a name) belongs to a public host.

    >>> is_public("93.184.215.14"), is_public("192.168.0.1"), is_public("::ffff:127.0.0.1"), is_public("localhost")
    (True, False, False, False)
    """
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if not found.is_global or found.is_multicast or found.is_reserved:
        return False
    return _is_public_4(found) if isinstance(found, IPv4Address) else _is_public_6(found)


def _is_public_4(address: IPv4Address) -> bool:
    return not any(address in net for net in DENIED_4)


def _is_public_6(address: IPv6Address) -> bool:
    return address.scope_id is None and address in PUBLIC_6 and not any(address in net for net in DENIED_6)
