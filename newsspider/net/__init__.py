"""What guards the wire: addresses, name resolution, limits and the meaning of network failures."""
