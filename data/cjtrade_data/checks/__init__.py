"""How figures are held against each other: claims, identities, networks, what they pin down and where they conflict."""
