"""Training of the networks that Readout reads with. Nothing here runs when Readout runs."""
