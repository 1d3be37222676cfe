"""Which printed figures cannot all hold, and what they determine together: identities, the solver, proofs."""
